import type { RawConfig } from '../../../../lib/connect/connector.ts';
import type { Headers } from '../../../../lib/connect/header.ts';
import type { SourceRecord } from '../../../../lib/connect/record.ts';
import { Struct } from '../../../../lib/connect/struct.ts';
import { debeziumMongodb } from '../../../../lib/connectors/debezium/mongodb/connector.ts';
import { debeziumMongodbTask } from '../../../../lib/connectors/debezium/mongodb/task.ts';
import { sourceTaskContract } from '../../../contract/tasks/source-task-contract.ts';
import { service } from '../../../services/on-demand.ts';
import { createSourceCollections, type Doc, type SourceCollections } from './source-collections.ts';

type Id = number | string | boolean | Date | Readonly<Record<string, number>>;

const { url } = await service('mongodb');

const withoutFields = (value: Struct, names: readonly string[]): Struct =>
  new Struct(
    value.schema,
    value.schema.fields.map(({ name, index }) => (names.includes(name) ? null : (value.values[index] ?? null))),
  );

/** Which run made a record. */
const withoutRun = (headers: Headers): Headers => headers.filter(({ key }) => !key.endsWith('.runId'));

/** A change without the moment at which it was processed. */
const stableChange = (record: SourceRecord): SourceRecord => ({
  ...record,
  headers: withoutRun(record.headers),
  value:
    record.value instanceof Struct && record.value.schema.fieldIndex.has('source')
      ? withoutFields(record.value, ['ts_ms'])
      : record.value,
});

/** A document without the moment at which it was read either, and where the stream was then. */
const stableRow = (record: SourceRecord): SourceRecord => ({
  ...record,
  headers: withoutRun(record.headers),
  value: record.value instanceof Struct ? withoutFields(record.value, ['ts_ms', 'source']) : record.value,
  sourceOffset: {},
});

const open = async (prepare: (source: SourceCollections) => Promise<RawConfig>) => {
  const source = await createSourceCollections(url);
  const settings = await prepare(source);
  return { config: source.config('contract', settings), close: source.drop };
};

const changes = async ({ client, db, now }: SourceCollections): Promise<RawConfig> => {
  const start = await now();
  const t = db.collection<Doc>('t');
  await t.insertMany([1, 2, 3].map((_id) => ({ _id, v: 'row' })));
  await t.updateOne({ _id: 1 }, { $set: { v: 'x' } });
  await t.replaceOne({ _id: 2 }, { v: 'y' });
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await t.insertOne({ _id: 4 }, { session });
      await t.deleteOne({ _id: 3 }, { session });
    }),
  );
  await t.deleteOne({ _id: 2 });
  return {
    'snapshot.mode': 'no_data',
    'capture.start.op.time': start,
    'max.batch.size': '2',
    'provide.transaction.metadata': 'true',
  };
};

sourceTaskContract('debezium-mongodb, reading changes,', {
  connector: debeziumMongodb,
  task: debeziumMongodbTask,
  open: async () => {
    const { config, close } = await open(changes);
    return {
      config,
      // Five changes before a transaction, its begin, an insert, a delete with tombstone and its end, another delete.
      records: 12,
      waiting: { ...config, 'collection.include.list': 'no.such' },
      failing: { ...config, 'cursor.pipeline': '[{"$project": {"operationType": 0}}]' },
      stable: stableChange,
      close,
    };
  },
});

sourceTaskContract('debezium-mongodb, taking a snapshot,', {
  connector: debeziumMongodb,
  task: debeziumMongodbTask,
  open: async () => {
    const { config, close } = await open(async ({ db }) => {
      const ids: readonly Id[] = [
        ...Array(20).keys(),
        'text',
        '',
        2.5,
        new Date(0),
        { b: 1, a: 2 },
        { b: 1, a: 3 },
        true,
      ];
      await db.collection<Doc<Id>>('a').insertMany(ids.map((_id) => ({ _id })));
      await db.collection<Doc<string>>('b').insertMany([...Array(10).keys()].map((_id) => ({ _id: `x${_id}` })));
      await db.createCollection('empty');
      return { 'snapshot.fetch.size': '10' };
    });
    // The place of the snapshot, and its documents.
    return { config, records: 1 + 37, stable: stableRow, close };
  },
});
