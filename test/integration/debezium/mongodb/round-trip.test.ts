import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { expect, test } from 'vitest';
import type { SourceRecord } from '../../../../lib/connect/record.ts';
import { extractNewDocumentState } from '../../../../lib/transforms/extract-new-document-state.ts';
import { service } from '../../../services/on-demand.ts';
import { databases, type TestDatabase } from '../../jdbc/databases.ts';
import { sinkRecords, startSink } from '../../jdbc/sink-tasks.ts';
import { atLeast } from '../reader.ts';
import { createSourceCollections, startMongoReader } from './source-collections.ts';

const { url } = await service('mongodb');

/** A value of each of BSON's types, and what a table of PostgreSQL has of it, as text; or why it is refused. */
const TYPES: ReadonlyArray<readonly [name: string, value: unknown, is: string | RegExp]> = [
  ['string', '日本 😀', '日本 😀'],
  ['int', new Int32(-42), '-42'],
  ['long', Long.fromString('9007199254740993'), '9007199254740993'],
  ['double', new Double(0.1), '0.1'],
  ['whole double', new Double(3), '3'],
  ['decimal', Decimal128.fromString('12345678901234567890.0123456789'), '12345678901234567890.0123456789'],
  ['boolean', true, 'true'],
  ['null', null, 'null'],
  ['date', new Date(1_704_164_645_678), '2024-01-02 03:04:05.678'],
  ['timestamp', new Timestamp({ t: 1_704_164_645, i: 3 }), '2024-01-02 03:04:05'],
  ['objectId', new ObjectId('65a1b2c3d4e5f60718293a4b'), '65a1b2c3d4e5f60718293a4b'],
  ['binary', new Binary(Buffer.from([0, 255])), '\\x00ff'],
  ['uuid', new UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8'), '\\x6ba7b8109dad11d180b400c04fd430c8'],
  ['code', new Code('f()'), 'f()'],
  ['regex', new BSONRegExp('^a', 'i'), '^a'],
  ['document', { inner: new Int32(7) }, '7'],
  ['array', [new Int32(1), new Int32(2)], '{1,2}'],
  ['array of texts', ['a', 'b'], '{a,b}'],
  ['array of documents', [{ a: 1 }], /refused: .*c \(STRUCT\) type doesn't have a mapping/],
  ['array of several types', [new Int32(1), 'a'], /refused: .*different Bson types .*array\.encoding=document/],
  ['symbol', new BSONSymbol('s'), /refused: .*field c .*BSON type symbol, .*field\.exclude\.list/],
  ['code with scope', new Code('f', { a: 1 }), /refused: .*BSON type JavaScript with scope/],
  ['min key', new MinKey(), /refused: .*BSON type MinKey/],
  ['max key', new MaxKey(), /refused: .*BSON type MaxKey/],
];

/** Nested fields under their full names, as a table needs them. */
const unwrap = extractNewDocumentState.create({ 'flatten.struct': 'true' });

/** What is in the first column of the table beside its key, or why there is no table. */
const store = async (target: TestDatabase, table: string, record: SourceRecord): Promise<string> => {
  try {
    const plain = unwrap.apply({ ...record, topic: table });
    if (plain?.valueSchema?.type !== 'STRUCT' || plain.keySchema === null) throw new Error(`${table} has no record`);
    const sink = await startSink({
      ...target.config,
      topics: table,
      'auto.create': 'true',
      'insert.mode': 'upsert',
      'pk.mode': 'record_value',
      'pk.fields': '_id',
    });
    await sink.put(
      sinkRecords(table, [{ key: [plain.keySchema, plain.key], value: [plain.valueSchema, plain.value] }]),
    );
    const [, column] = plain.valueSchema.fields;
    const [row] = await target.select(`SELECT "${column?.name}"::text FROM ${table}`);
    return String(row?.[0] ?? null);
  } catch (error) {
    return `refused: ${String(error)}`;
  }
};

test('every type of MongoDB comes to a table of PostgreSQL, or is refused with the reason', {
  timeout: 120_000,
}, async () => {
  const source = await createSourceCollections(url);
  const [, open] = databases.find(([name]) => name === 'postgres') ?? [];
  if (open === undefined) throw new Error('no PostgreSQL');
  const target = await open();
  try {
    for (const [index, [, c]] of TYPES.entries())
      await source.db.collection<{ _id: number; c: unknown }>(`t${index}`).insertOne({ _id: 1, c });
    const reader = await startMongoReader(source.config('trip'));
    const records = await reader.readUntil(atLeast(TYPES.length));
    await reader.stop();
    const results: string[] = [];
    for (const [index, [name]] of TYPES.entries()) {
      const record = records.find(({ topic }) => topic.endsWith(`.t${index}`));
      results.push(`${name}: ${record === undefined ? 'no record' : await store(target, `t${index}`, record)}`);
    }
    expect(results).toEqual(
      TYPES.map(([name, , is]) => (typeof is === 'string' ? `${name}: ${is}` : expect.stringMatching(is))),
    );
  } finally {
    await Promise.allSettled([source.drop(), target.close()]);
  }
});
