import { CreateTableCommand, DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { dateSchema, decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import {
  arraySchema,
  BOOLEAN_SCHEMA,
  BYTES_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  mapSchema,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { dynamodbSink } from '../../../lib/connectors/dynamodb/sink/connector.ts';
import { dynamodbSinkTask } from '../../../lib/connectors/dynamodb/sink/task.ts';
import { dyingHalfway } from '../../contract/tasks/dying-halfway.ts';
import { exactlyOnceSinkContract } from '../../contract/tasks/exactly-once-sink-contract.ts';
import { sinkTaskContract } from '../../contract/tasks/sink-task-contract.ts';
import { sinkRecords } from '../jdbc/sink-tasks.ts';
import { client, connectionKeys, scan, startSink, unique } from './sink-tasks.ts';

const KEY = structSchema([['id', INT32_SCHEMA]]);
const VALUE = structSchema([['n', INT64_SCHEMA]]);
const BY_KEY = { 'aws.dynamodb.pk.hash': 'key.id', 'aws.dynamodb.pk.sort': '' };

/** `null` is a tombstone. */
const change = (id: number, n: number | null) => ({
  key: [KEY, new Struct(KEY, [id])] as const,
  ...(n === null ? {} : { value: [VALUE, new Struct(VALUE, [n])] as const }),
});

const numbers = async (table: string): Promise<Readonly<Record<string, string | undefined>>> =>
  Object.fromEntries((await scan(table)).map(({ id, n }) => [id?.N ?? '', n?.N]));

const dying = dyingHalfway(dynamodbSinkTask);

const open = (more: Readonly<Record<string, string>>) => async () => {
  const table = unique('contract-');
  return {
    config: { ...connectionKeys, 'table.name.format': table, ...more },
    stored: async () => (await scan(table).catch(() => [])).map(({ id, n }) => JSON.stringify([id, n])),
    failNextCommit: dying.dieNext,
  };
};

const content = (n: number) => ({
  keySchema: KEY,
  key: new Struct(KEY, [n]),
  valueSchema: VALUE,
  value: new Struct(VALUE, [n]),
});

for (const [what, more] of [
  ['in batches', {}],
  ['by offsets', { 'aws.dynamodb.offset.attribute': '__place' }],
] as const)
  sinkTaskContract(`dynamodb-sink ${what}`, {
    connector: dynamodbSink,
    task: dynamodbSinkTask,
    open: open({ ...BY_KEY, ...more }),
    record: content,
    badRecord: { ...content(1), valueSchema: STRING_SCHEMA, value: 'x'.repeat(500_000) },
    redelivery: 'once',
    tombstone: 'deletes',
  });

exactlyOnceSinkContract('dynamodb-sink', {
  connector: dynamodbSink,
  task: dying.task,
  open: open(BY_KEY),
  record: content,
  badRecord: { ...content(1), valueSchema: STRING_SCHEMA, value: 'x'.repeat(500_000) },
  by: 'idempotent writes',
});

/** What goes in, and what DynamoDB holds then. */
const VALUES: ReadonlyArray<readonly [schema: Schema | null, value: ConnectValue, attribute: object]> = [
  [STRING_SCHEMA, 'ünï 𝄞', { S: 'ünï 𝄞' }],
  [STRING_SCHEMA, '', { S: '' }],
  [BOOLEAN_SCHEMA, false, { BOOL: false }],
  [INT32_SCHEMA, -(2 ** 31), { N: '-2147483648' }],
  [INT64_SCHEMA, 9007199254740993n, { N: '9007199254740993' }],
  [FLOAT32_SCHEMA, Math.fround(0.1), { N: '0.1' }],
  [FLOAT64_SCHEMA, 1.7e-100, { N: `0.${'0'.repeat(99)}17` }],
  [
    decimalSchema(2),
    Decimal.parse('-1234567890123456789012345678901234.56'),
    { N: '-1234567890123456789012345678901234.56' },
  ],
  [decimalSchema(-3), new Decimal(5n, -3), { N: '5000' }],
  [BYTES_SCHEMA, Buffer.from('00ff', 'hex'), { B: new Uint8Array([0, 255]) }],
  [OPTIONAL_STRING_SCHEMA, null, { NULL: true }],
  [dateSchema(), new Date('1970-01-03T00:00:00Z'), { N: '2' }],
  [timestampSchema(), new Date(1_700_000_000_123), { N: '1700000000123' }],
  [arraySchema(INT32_SCHEMA), [1, 2], { L: [{ N: '1' }, { N: '2' }] }],
  [mapSchema(INT64_SCHEMA, STRING_SCHEMA), new Map([[2n ** 60n, 'x']]), { M: { '1152921504606846976': { S: 'x' } } }],
  [VALUE, new Struct(VALUE, [7]), { M: { n: { N: '7' } } }],
  [null, { a: [null, { b: 1.5 }] }, { M: { a: { L: [{ NULL: true }, { M: { b: { N: '1.5' } } }] } } }],
];

describe('the DynamoDB sink', () => {
  it('keeps every type, no digit lost', async () => {
    const table = unique('types-');
    const task = await startSink({ topics: table });
    const fields = VALUES.map(([schema], index) => [`f${index}`, schema ?? STRING_SCHEMA] as const);
    const schema = structSchema(fields);
    await task.put(
      sinkRecords(
        table,
        [
          {
            value: [
              schema,
              new Struct(
                schema,
                VALUES.map(([, value]) => value),
              ),
            ],
          },
        ],
        41,
      ),
    );
    const [item = {}] = await scan(table);
    for (const [index, [, , attribute]] of VALUES.entries()) expect(item[`f${index}`]).toEqual(attribute);
    expect([item.partition, item.offset]).toEqual([{ N: '0' }, { N: '41' }]);
  });

  it('refuses what DynamoDB cannot hold, and nothing else', async () => {
    const table = unique('misfits-');
    const reports = new Map<number, string>();
    const task = await startSink({}, reports);
    const bad: ReadonlyArray<readonly [Schema, ConnectValue, RegExp]> = [
      [decimalSchema(0), new Decimal(10n ** 38n + 1n, 0), /38/],
      [FLOAT64_SCHEMA, 1e300, /beyond its range/],
      [FLOAT64_SCHEMA, Number.NaN, /has no NaN/],
      [STRING_SCHEMA, 'x'.repeat(410_000), /bytes; DynamoDB takes 409600/],
    ];
    const records = bad.map(([schema, value]) => {
      const struct = structSchema([['v', schema]]);
      return { value: [struct, new Struct(struct, [value])] as const };
    });
    await task.put(sinkRecords(table, [...records, { value: [VALUE, new Struct(VALUE, [1])] }]));
    for (const [index, [, , message]] of bad.entries()) expect(reports.get(index)).toMatch(message);
    expect(reports.size).toBe(bad.length);
    expect(await scan(table)).toHaveLength(1);
  });

  it('makes tables with the keys and names that it is told', async () => {
    const topic = unique('made-');
    const task = await startSink({
      'aws.dynamodb.pk.hash': 'value.who.name:user',
      'aws.dynamodb.pk.sort': 'key',
      'table.name.format': 'kafka_${topic}',
      'aws.dynamodb.ttl.attribute': 'expires',
      'aws.dynamodb.ttl.seconds': '60',
    });
    const value: ConnectValue = { who: { name: 'ann' }, n: 1 };
    const [record] = sinkRecords(topic, [{ key: [INT64_SCHEMA, 5n] }]);
    if (record === undefined) throw new Error('no record');
    await task.put([{ ...record, value, timestamp: 1_700_000_000_999 }]);
    const TableName = `kafka_${topic}`;
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.KeySchema).toEqual([
      { AttributeName: 'user', KeyType: 'HASH' },
      { AttributeName: 'key', KeyType: 'RANGE' },
    ]);
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expires', TimeToLiveStatus: 'ENABLED' });
    expect(await scan(TableName)).toEqual([
      {
        user: { S: 'ann' },
        key: { N: '5' },
        who: { M: { name: { S: 'ann' } } },
        n: { N: '1' },
        expires: { N: '1700000060' },
      },
    ]);
  });

  it('leaves of a batch what its last change of each key says', async () => {
    const table = unique('last-');
    const task = await startSink(BY_KEY);
    const changes = Array.from({ length: 300 }, (_, n) => change(n % 40, n % 7 === 3 ? null : n));
    await task.put(sinkRecords(table, changes));
    const expected = new Map<string, string>();
    for (const [n] of changes.entries())
      if (n % 7 === 3) expected.delete(String(n % 40));
      else expected.set(String(n % 40), String(n));
    expect(await numbers(table)).toEqual(Object.fromEntries(expected));
  });

  it('falls back to the change before one that is refused', async () => {
    const table = unique('fallback-');
    const reports = new Map<number, string>();
    const task = await startSink({ ...BY_KEY }, reports);
    // The names of attributes of an item may not be empty, which only DynamoDB looks at.
    const refused = structSchema([['', structSchema([['', STRING_SCHEMA]])]]);
    const inner = structSchema([['', STRING_SCHEMA]]);
    const bad = new Struct(refused, [new Struct(inner, ['x'])]);
    await task.put(
      sinkRecords(table, [change(1, 5), { key: [KEY, new Struct(KEY, [1])], value: [refused, bad] }, change(2, 6)]),
    );
    expect([...reports.keys()]).toEqual([1]);
    expect(await numbers(table)).toEqual({ 1: '5', 2: '6' });
  });

  it('lets no late record replace a newer one of its partition where offsets are kept', async () => {
    const table = unique('offsets-');
    const task = await startSink({ ...BY_KEY, 'aws.dynamodb.offset.attribute': '__place' });
    const [first, second, third] = sinkRecords(table, [change(1, 10), change(1, 11), change(1, null)], 100);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no records');
    await task.put([second]);
    await task.put([first]);
    expect(await numbers(table)).toEqual({ 1: '11' });
    await task.put([{ ...third, originalKafkaOffset: 99 }]);
    expect(await numbers(table)).toEqual({ 1: '11' });
    const [item] = await scan(table);
    expect(item?.__place).toEqual({ M: { partition: { S: `${table}-0` }, offset: { N: '101' } } });
    const elsewhere: SinkRecord = { ...first, originalKafkaPartition: 7, originalKafkaOffset: 1 };
    await task.put([elsewhere]);
    expect(await numbers(table)).toEqual({ 1: '10' });
  });

  it('says so where it may not make a table, or where the keys are others', async () => {
    const table = unique('other-');
    const closed = await startSink({ ...BY_KEY, 'aws.dynamodb.table.create': 'false' });
    await expect(closed.put(sinkRecords(table, [change(1, 1)]))).rejects.toThrow(`Table ${table} does not exist`);
    await client.send(
      new CreateTableCommand({
        TableName: table,
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await expect(closed.put(sinkRecords(table, [change(1, 1)]))).rejects.toThrow(
      `Table ${table} has the keys pk, while aws.dynamodb.pk.hash and .sort say id`,
    );
  });

  it('needs a key in every record, and of tombstones in the key', async () => {
    const reports = new Map<number, string>();
    const byValue = await startSink({ 'aws.dynamodb.pk.hash': 'value.id', 'aws.dynamodb.pk.sort': '' }, reports);
    await byValue.put(sinkRecords(unique('t-'), [change(1, 1), change(1, null)]));
    expect(reports.get(0)).toContain('The record has no value.id');
    expect(reports.get(1)).toContain('cannot say which item to delete');
    const table = unique('t-');
    const ignoring = await startSink({ ...BY_KEY, 'behavior.on.null.values': 'ignore' });
    await ignoring.put(sinkRecords(table, [change(1, 1), change(1, null)]));
    expect(await numbers(table)).toEqual({ 1: '1' });
  });
});
