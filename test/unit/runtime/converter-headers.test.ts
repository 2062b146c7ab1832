import { expect, test } from 'vitest';
import type { Converter, RawHeader } from '../../../lib/connect/converter.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { stringConverter, stringHeaderConverter } from '../../../lib/converters/string-converter.ts';
import { createSinkChain } from '../../../lib/runtime/sink/sink-chain.ts';
import { createSourceChain } from '../../../lib/runtime/source/source-chain.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = ({ key, value }: RawHeader): string => `${key}=${value === null ? null : Buffer.from(value).toString()}`;

/** Writes which headers it saw into what it makes, and adds one. */
const looking = (name: string, seen: string[]): Converter => ({
  fromConnectData: (_topic, _schema, _value, headers) => {
    seen.push(`${name}: ${headers?.all.map(text).join()} last ${headers?.lastHeader('a')?.value?.length}`);
    headers?.add({ key: name, value: bytes('!') });
    return null;
  },
  toConnectData: (_topic, _bytes, headers) => {
    seen.push(`${name}: ${headers?.all.map(text).join()} last ${headers?.lastHeader('a')?.value?.length}`);
    headers?.add({ key: name, value: bytes('!') });
    return { schema: null, value: null };
  },
});

const plain = stringConverter.create({}, false);
const header = { className: 'header', plugin: stringHeaderConverter.create({}) };
const converters = (key: Converter, value: Converter) => ({
  key: { className: 'key', plugin: key },
  value: { className: 'value', plugin: value },
  header,
});

const sourceRecord = (headers: readonly string[]) => ({
  topic: 't',
  kafkaPartition: null,
  keySchema: null,
  key: null,
  valueSchema: STRING_SCHEMA,
  value: 'v',
  timestamp: null,
  headers: headers.map((value) => ({ key: 'a', schema: STRING_SCHEMA, value })),
  sourcePartition: {},
  sourceOffset: {},
});

test('converters of a source see the record’s headers as they will be in Kafka, and may add some', () => {
  const seen: string[] = [];
  const chain = createSourceChain((record) => record, converters(looking('key', seen), looking('value', seen)));
  expect(chain(sourceRecord(['1', '22']))?.headers.map(text)).toEqual(['a=1', 'a=22', 'key=!', 'value=!']);
  expect(seen.splice(0)).toEqual(['key: a=1,a=22 last 2', 'value: a=1,a=22,key=! last 2']);
  expect(chain(sourceRecord([]))?.headers.map(text)).toEqual(['key=!', 'value=!']);
  expect(seen).toEqual(['key:  last undefined', 'value: key=! last undefined']);
});

test('records without headers share one empty list', () => {
  const chain = createSourceChain((record) => record, converters(plain, plain));
  const [one, other] = [chain(sourceRecord([])), chain(sourceRecord([]))];
  expect(one?.headers).toEqual([]);
  expect(one?.headers).toBe(other?.headers);
});

test('converters of a sink see them as they came, and the task gets those added', () => {
  const seen: string[] = [];
  const chain = createSinkChain((record) => record, converters(looking('key', seen), looking('value', seen)));
  const raw = [{ key: 'a', value: bytes('1') }];
  const record = {
    topic: 't',
    partition: 0,
    offset: 1,
    key: null,
    value: null,
    timestamp: 0,
    timestampType: 'CREATE_TIME' as const,
    headers: raw,
  };
  expect(chain(record)?.headers.map(({ key, value }) => `${key}=${value}`)).toEqual(['a=1', 'key=!', 'value=!']);
  expect(raw).toHaveLength(1);
  expect(seen.splice(0)).toEqual(['key: a=1 last 1', 'value: a=1,key=! last 1']);
  expect(chain({ ...record, headers: [] })?.headers.map(({ key }) => key)).toEqual(['key', 'value']);
});
