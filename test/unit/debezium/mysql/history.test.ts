import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { silentLogger } from '../../../../lib/connect/logger.ts';
import type { PartitionOffset, SourceOffset } from '../../../../lib/connect/offset.ts';
import type { TopicLogs } from '../../../../lib/connect/source-task.ts';
import { applyDdl } from '../../../../lib/connectors/debezium/mysql/ddl/apply-ddl.ts';
import {
  createSchemaHistory,
  type HistoryRecord,
  type SchemaHistory,
} from '../../../../lib/connectors/debezium/mysql/schema-history/schema-history.ts';
import { emptySchema, type SchemaModel } from '../../../../lib/connectors/debezium/mysql/table-model.ts';

const PARTITION = { server: 'p' };

const CONFIG = {
  'schema.history.internal': null,
  'schema.history.internal.kafka.topic': null,
  'schema.history.internal.kafka.bootstrap.servers': null,
  'schema.history.internal.skip.unparseable.ddl': false,
  'schema.history.internal.ddl.filter': null,
};

const isNotAfter = (position: SourceOffset, at: SourceOffset): boolean => Number(position.pos) <= Number(at.pos);

/** Offsets as a store keeps them, and a history over them. */
const createStore = () => {
  const offsets = new Map<string, SourceOffset>();
  const open = (): Promise<SchemaHistory> =>
    createSchemaHistory({
      config: CONFIG,
      raw: {},
      flavor: 'mysql',
      partition: PARTITION,
      log: silentLogger,
      reader: {
        offset: async (partition) => offsets.get(JSON.stringify(partition)) ?? null,
        offsets: async (partitions) => partitions.map((partition) => offsets.get(JSON.stringify(partition)) ?? null),
      },
    });
  const write = (given: readonly PartitionOffset[]): void => {
    for (const { partition, offset } of given) offsets.set(JSON.stringify(partition), offset);
  };
  /** Writes until nothing is left. */
  const flush = (history: SchemaHistory): number => {
    let writes = 0;
    for (let given = history.offsetsBehind(); given.length > 0; given = history.offsetsBehind()) {
      write(given);
      history.stored();
      writes += 1;
    }
    return writes;
  };
  return { offsets, open, write, flush };
};

/** The records of statements, each one place further. */
const recordsOf = (...statements: readonly string[]): readonly HistoryRecord[] => {
  let schema = emptySchema({ serverCharset: null, lowerCaseNames: false });
  return statements.map((ddl, index) => {
    const result = applyDdl(schema, 'db', ddl, 'mysql');
    schema = result.schema;
    return { position: { file: 'f', pos: index + 1 }, tsMs: 7, database: 'db', ddl, changes: result.changes };
  });
};

const names = (model: SchemaModel | null): readonly string[] | null =>
  model === null
    ? null
    : [...model.tables].map(([name, { columns }]) => `${name}(${columns.map((column) => column.name).join()})`);

const HISTORY = recordsOf(
  'SET character_set_server=greek',
  'CREATE DATABASE db CHARSET koi8r',
  "CREATE TABLE a (x INT, e ENUM('it''s','b'), t TEXT)",
  'ALTER TABLE a ADD y INT',
  'RENAME TABLE a TO b',
  'DROP DATABASE db',
);

test('the model is that of the offset', async () => {
  const store = createStore();
  const history = await store.open();
  expect(await history.recover({ pos: 1 }, isNotAfter)).toBeNull();
  await history.record(HISTORY);
  store.flush(history);
  const again = await store.open();
  const at = async (pos: number) => names(await again.recover({ pos }, isNotAfter));
  expect(await at(0)).toBeNull();
  expect(await at(2)).toEqual([]);
  expect(await at(3)).toEqual(['db.a(x,e,t)']);
  expect(await at(4)).toEqual(['db.a(x,e,t,y)']);
  expect(await at(5)).toEqual(['db.b(x,e,t,y)']);
  expect(await at(6)).toEqual([]);
  const model = await again.recover({ pos: 5 }, isNotAfter);
  expect(model?.serverCharset).toBe('greek');
  expect(model?.databaseCharsets).toEqual(new Map([['db', 'koi8r']]));
  expect(model?.tables.get('db.b')?.columns[1]?.enumValues).toEqual(["it's", 'b']);
  expect(model?.tables.get('db.b')?.columns[2]?.charset).toBe('koi8r');
});

test('records that come again after a crash do no harm', async () => {
  const store = createStore();
  const history = await store.open();
  await history.record(HISTORY.slice(0, 5));
  store.flush(history);
  const again = await store.open();
  expect(names(await again.recover({ pos: 3 }, isNotAfter))).toEqual(['db.a(x,e,t)']);
  await again.record(HISTORY.slice(3, 5));
  store.flush(again);
  expect(names(await (await store.open()).recover({ pos: 5 }, isNotAfter))).toEqual(['db.b(x,e,t,y)']);
});

test('only what changed is stored again', async () => {
  const store = createStore();
  const history = await store.open();
  await history.record(HISTORY.slice(0, 3));
  expect(history.offsetsBehind().map(({ partition }) => partition.history)).toEqual(['0.0', 'head']);
  store.flush(history);
  expect(history.offsetsBehind()).toEqual([]);
  await history.record(HISTORY.slice(3, 4));
  expect(history.offsetsBehind().map(({ partition }) => partition.history)).toEqual(['0.0']);
});

test('a record that comes while others are being stored is stored with the next ones', async () => {
  const store = createStore();
  const history = await store.open();
  await history.record(HISTORY.slice(0, 3));
  store.write(history.offsetsBehind());
  await history.record(HISTORY.slice(3, 4));
  history.stored();
  store.flush(history);
  expect(names(await (await store.open()).recover({ pos: 4 }, isNotAfter))).toEqual(['db.a(x,e,t,y)']);
});

/** Definitions whose statements do not shrink. */
const large = (count: number): readonly HistoryRecord[] =>
  Array.from({ length: count }, (_, table) => recordsOf(`CREATE TABLE t${table} (x INT)`)).flatMap((records) =>
    records.map((record) => ({
      ...record,
      ddl: randomBytes(60_000).toString('base64'),
      position: { file: 'f', pos: 1 },
    })),
  );

test('a large history takes several pages and several writes, and counts once all are there', {
  timeout: 60_000,
}, async () => {
  const store = createStore();
  const history = await store.open();
  await history.record(large(60));
  store.write(history.offsetsBehind());
  history.stored();
  expect(await (await store.open()).recover({ pos: 1 }, isNotAfter)).toBeNull();
  expect(store.flush(history)).toBeGreaterThan(0);
  for (const offset of store.offsets.values()) expect(JSON.stringify(offset).length).toBeLessThan(300_000);
  expect((await (await store.open()).recover({ pos: 1 }, isNotAfter))?.tables.size).toBe(60);
});

test('a history of many changes is put together, and what was before it is forgotten', {
  timeout: 60_000,
}, async () => {
  const store = createStore();
  const history = await store.open();
  const [one] = large(1);
  if (one === undefined) throw new Error('no record');
  await history.record(Array.from({ length: 100 }, (_, index) => ({ ...one, position: { file: 'f', pos: index } })));
  store.flush(history);
  const before = [...store.offsets.values()].filter(({ page }) => page !== undefined).length;
  const again = await store.open();
  expect(names(await again.recover({ pos: 99 }, isNotAfter))).toHaveLength(1);
  store.flush(again);
  expect([...store.offsets.values()].filter(({ page }) => page !== undefined).length).toBeLessThan(before);
  const compact = await store.open();
  expect(names(await compact.recover({ pos: 99 }, isNotAfter))).toHaveLength(1);
  expect(await compact.recover({ pos: 98 }, isNotAfter)).toBeNull();
});

test('a new snapshot begins anew, and the old history counts until the new one is there', async () => {
  const store = createStore();
  const history = await store.open();
  await history.record(HISTORY.slice(0, 3));
  store.flush(history);
  const again = await store.open();
  await again.clear();
  expect(names(await (await store.open()).recover({ pos: 9 }, isNotAfter))).toEqual(['db.a(x,e,t)']);
  await again.record(recordsOf('CREATE TABLE n (z INT)'));
  store.flush(again);
  expect(names(await (await store.open()).recover({ pos: 9 }, isNotAfter))).toEqual(['db.n(z)']);
  expect(store.offsets.get(JSON.stringify({ ...PARTITION, history: '0.0' }))).toEqual({});
});

/** A topic in memory. */
const createTopics = (texts: string[]): TopicLogs => ({
  open: async () => ({
    read: async function* () {
      yield* texts;
    },
    readFrom: async function* () {},
    end: async () => texts.length,
    append: async (more) => void texts.push(...more),
    close: async () => {},
  }),
});

test('a topic of the original is read, and gone on with in its form', async () => {
  const original = {
    source: { server: 'p' },
    position: { ts_sec: 1, file: 'f', pos: 3, gtids: 'x:1-2', snapshot: 'INITIAL' },
    ts_ms: 5,
    databaseName: 'db',
    ddl: 'CREATE TABLE a (x int)',
    tableChanges: [
      {
        type: 'CREATE',
        id: '"db"."a"',
        table: {
          defaultCharsetName: 'utf8mb4',
          primaryKeyColumnNames: [],
          columns: [
            {
              name: 'x',
              jdbcType: 1,
              typeName: 'ENUM',
              typeExpression: 'ENUM',
              charsetName: 'utf8mb4',
              length: 1,
              position: 1,
              optional: true,
              autoIncremented: false,
              generated: false,
              comment: null,
              hasDefaultValue: true,
              enumValues: ["'it''s'", "'b'"],
            },
          ],
          attributes: [],
        },
        comment: null,
      },
    ],
  };
  const texts = [JSON.stringify(original, null, 2), JSON.stringify({ ...original, source: { server: 'another' } })];
  const history = await createSchemaHistory({
    config: { ...CONFIG, 'schema.history.internal.kafka.topic': 'h' },
    raw: {},
    flavor: 'mysql',
    partition: PARTITION,
    log: silentLogger,
    topics: createTopics(texts),
    reader: { offset: async () => null, offsets: async () => [] },
  });
  const model = await history.recover({ pos: 3 }, isNotAfter);
  expect(model?.tables.get('db.a')?.columns[0]).toMatchObject({
    typeName: 'ENUM',
    enumValues: ["it's", 'b'],
    optional: true,
  });
  const [table] = model?.tables.values() ?? [];
  if (table === undefined) throw new Error('no table');
  await history.record([
    {
      position: { ts_sec: 1, file: 'f', pos: 3, gtids: 'x:1-2', snapshot: 'INITIAL' },
      tsMs: 5,
      database: 'db',
      ddl: original.ddl,
      changes: [{ type: 'CREATE', id: table.id, previousId: null, table }],
    },
  ]);
  expect(JSON.parse(texts.at(-1) ?? '')).toEqual(original);
});

test('a topic without a client is refused', async () => {
  const options = {
    config: { ...CONFIG, 'schema.history.internal.kafka.topic': 'h' },
    raw: {},
    flavor: 'mysql' as const,
    partition: PARTITION,
    log: silentLogger,
    reader: { offset: async () => null, offsets: async () => [] },
  };
  await expect(createSchemaHistory(options)).rejects.toThrow(/schema\.history\.internal=offsets/);
});
