import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeKafkaEvent, encodeKafkaEvent } from '../../../lib/kafka/event.ts';
import { encodeEventRecord, maxEventRecordSize } from '../../../lib/kafka/event-record-encoder.ts';
import type { ConsumerRecord } from '../../../lib/kafka/port.ts';
import { consumerRecord, plain, plainRecord } from './arbitraries.ts';

const sample: ConsumerRecord = {
  topic: 't',
  partition: 0,
  offset: 0,
  timestamp: 0,
  timestampType: 'CREATE_TIME',
  key: null,
  value: null,
  headers: [],
};

const overWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('records survive the way into an event and back', () => {
  const property = fc.property(fc.array(consumerRecord, { minLength: 1, maxLength: 10 }), ([first, ...others]) => {
    if (first === undefined) return;
    const { topic, partition } = first;
    const records = [first, ...others.map((record) => ({ ...record, topic, partition }))];
    const event = overWire(encodeKafkaEvent([{ topic, partition, records }], 'b:1'));
    const decoded = decodeKafkaEvent(event);
    expect(decoded.map(({ records: read, ...rest }) => ({ ...rest, records: read.map(plainRecord) }))).toEqual([
      { topic, partition, records: records.map(plainRecord) },
    ]);
  });
  fc.assert(property);
});

test('binary, empty and missing values keep apart, however many share an event', () => {
  const values = [
    null,
    ...Array.from({ length: 50 }, (_, size) => Uint8Array.from({ length: size }, (_, at) => at * 7)),
  ];
  const records = values.map((value, offset) => ({ ...sample, offset, key: value, value }));
  const [batch] = decodeKafkaEvent(overWire(encodeKafkaEvent([{ topic: 't', partition: 0, records }], 'b:1')));
  expect(batch?.records.map(plainRecord)).toEqual(records.map(plainRecord));
});

test('no record is larger in JSON than foreseen', () => {
  const property = fc.property(consumerRecord, (record) => {
    const size = Buffer.byteLength(JSON.stringify(encodeEventRecord(record))) + 1;
    expect(size).toBeLessThanOrEqual(maxEventRecordSize(record));
  });
  fc.assert(property);
});

/** As AWS documents it, with a header byte above 127 in both spellings. */
const documented = {
  eventSource: 'aws:kafka',
  eventSourceArn: 'arn:aws:kafka:us-east-1:123456789012:cluster/vpc-2priv-2pub/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
  bootstrapServers: 'b-2.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092',
  records: {
    'mytopic-0': [
      {
        topic: 'mytopic',
        partition: 0,
        offset: 15,
        timestamp: 1545084650987,
        timestampType: 'CREATE_TIME',
        key: 'abcDEFghiJKLmnoPQRstuVWXyz1234==',
        value: 'SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==',
        headers: [
          { headerKey: [104, 101, 97, 100, 101, 114, 86, 97, 108, 117, 101] },
          { byte: [-61] },
          { byte: [195] },
        ],
      },
    ],
  },
};

describe('an event of Lambda', () => {
  test('is read as documented', () => {
    const [batch] = decodeKafkaEvent(documented);
    expect(batch).toMatchObject({ topic: 'mytopic', partition: 0 });
    const [record] = batch?.records ?? [];
    expect(record).toMatchObject({ offset: 15, timestamp: 1545084650987, timestampType: 'CREATE_TIME' });
    expect(Buffer.from(record?.value ?? []).toString()).toBe('Hello, this is a test.');
    expect(record?.headers.map(({ key, value }) => [key, plain(value)])).toEqual([
      ['headerKey', [...Buffer.from('headerValue')]],
      ['byte', [195]],
      ['byte', [195]],
    ]);
  });

  test('may leave out key, value and headers', () => {
    const record = { topic: 't', partition: 1, offset: 0, timestamp: 0, timestampType: 'CREATE_TIME' };
    const [batch] = decodeKafkaEvent({ records: { 't-1': [record, { ...record, key: null, value: null }] } });
    expect(batch?.records.map(({ key, value, headers }) => [key, value, headers])).toEqual([
      [null, null, []],
      [null, null, []],
    ]);
  });

  test('without records is nothing to do', () => {
    expect(decodeKafkaEvent({ records: { 't-0': [] } })).toEqual([]);
  });

  const record = { topic: 't', partition: 0, offset: 1, timestamp: 0, timestampType: 'CREATE_TIME', headers: [] };
  test.each([
    [null, 'it must be an object'],
    [{ Records: [] }, 'records must be an object'],
    [{ records: { 't-0': {} } }, 'records["t-0"] must be a list'],
    [{ records: { 't-0': [record, 'x'] } }, 'records["t-0"][1] must be an object'],
    [
      { records: { 't-0': [record, { ...record, topic: 'u' }] } },
      'records["t-0"][1].topic must be that of the record before',
    ],
    [
      { records: { 't-0': [record, { ...record, partition: 1 }] } },
      'records["t-0"][1].partition must be that of the record before',
    ],
    [{ records: { 't-0': [{ ...record, topic: 1 }] } }, 'records["t-0"][0].topic must be a string'],
    [{ records: { 't-0': [{ ...record, offset: '1' }] } }, 'records["t-0"][0].offset must be an integer below 2^53'],
    [
      { records: { 't-0': [{ ...record, offset: 2 ** 53 }] } },
      'records["t-0"][0].offset must be an integer below 2^53',
    ],
    [{ records: { 't-0': [{ ...record, value: 5 }] } }, 'records["t-0"][0].value must be a base64 string'],
    [
      { records: { 't-0': [{ ...record, headers: [{ a: [256] }] }] } },
      'records["t-0"][0].headers must be lists of bytes',
    ],
  ])('that is malformed is refused by name: %j', (event, complaint) => {
    expect(() => decodeKafkaEvent(event)).toThrow(`The event is not a Kafka event of Lambda: ${complaint}`);
  });
});
