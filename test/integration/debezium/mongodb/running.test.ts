import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RetriableError } from '../../../../lib/connect/errors.ts';
import { startMongoDB } from '../../../services/mongodb.ts';
import { service } from '../../../services/on-demand.ts';
import { atLeast, part, type Reader, type ReaderOptions, summary } from '../reader.ts';
import { createSourceCollections, type Doc, type SourceCollections, startMongoReader } from './source-collections.ts';

const { url } = await service('mongodb');

let source: SourceCollections;
const running = new Set<Reader>();

beforeEach(async () => {
  source = await createSourceCollections(url);
  await t().insertMany([
    { _id: 1, v: 'a' },
    { _id: 2, v: 'b' },
  ]);
});
afterEach(async () => {
  for (const reader of running) await reader.stop();
  running.clear();
  await source.drop();
});

const t = () => source.db.collection<Doc>('t');

const start = async (more: Readonly<Record<string, string>> = {}, options: ReaderOptions = {}): Promise<Reader> => {
  const reader = await startMongoReader(source.config('run', more), options);
  running.add(reader);
  return reader;
};

const stop = async (reader: Reader): Promise<void> => {
  running.delete(reader);
  await reader.stop();
};

/** Polls until the reader has nothing more for a while. */
const settle = async (reader: Reader): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (let empty = 0; empty < 2; ) {
    const records = await reader.poll();
    seen.push(...records.map(summary));
    empty = records.length === 0 ? empty + 1 : 0;
  }
  return seen;
};

const heartbeat = () => `__debezium-heartbeat.run_${source.name}:run_${source.name}`;

describe('snapshot modes', () => {
  test('initial: all documents once, then changes, also those of collections that are new', async () => {
    const reader = await start();
    expect((await reader.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
    await t().updateOne({ _id: 1 }, { $set: { v: 'x' } });
    await source.db.collection<Doc>('u').insertOne({ _id: 7 });
    expect((await reader.readUntil(atLeast(2))).map(summary)).toEqual(['u:1', 'c:7']);
    await stop(reader);
    await t().deleteOne({ _id: 2 });
    const again = await start({}, { offset: reader.offset() });
    expect((await again.readUntil(atLeast(2))).map(summary)).toEqual(['d:2', 'tombstone:2']);
  });

  test('no_data: changes from now on only, its place kept by a heartbeat even where nothing changes', async () => {
    const reader = await start({ 'snapshot.mode': 'no_data' });
    expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual([heartbeat()]);
    await stop(reader);
    await t().insertOne({ _id: 3 });
    const again = await start({ 'snapshot.mode': 'no_data' }, { offset: reader.offset() });
    expect((await again.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
  });

  test('initial_only: documents, and no changes after', async () => {
    const reader = await start({ 'snapshot.mode': 'initial_only' });
    expect((await reader.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
    await t().insertOne({ _id: 3 });
    expect(await settle(reader)).toEqual([]);
  });

  test('always: once a start of the connector, not once a run', async () => {
    const mode = { 'snapshot.mode': 'always' };
    const reader = await start(mode);
    await reader.readUntil(atLeast(2));
    await stop(reader);
    const nextRun = await start(mode, { offset: reader.offset() });
    expect(await settle(nextRun)).toEqual([]);
    const nextStart = await start(mode, { offset: reader.offset(), incarnation: '2.0' });
    expect((await nextStart.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
  });

  test('a condition for a collection, and a list of collections', async () => {
    await source.db.collection<Doc>('u').insertOne({ _id: 5 });
    const reader = await start({
      'snapshot.include.collection.list': `${source.name}.t`,
      'snapshot.collection.filter.overrides': `${source.name}.t`,
      [`snapshot.collection.filter.overrides.${source.name}.t`]: '{"v": "b"}',
    });
    expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['r:2']);
    expect(await settle(reader)).toEqual([]);
  });

  test('a view and a time series are read too', async () => {
    await source.db.createCollection('seen', { viewOn: 't', pipeline: [{ $match: { v: 'b' } }] });
    await source.db.createCollection('series', { timeseries: { timeField: 'at' } });
    await source.db.collection('series').insertMany([{ at: new Date(0) }, { at: new Date(1) }]);
    const reader = await start({ 'snapshot.fetch.size': '1' });
    const records = await reader.readUntil(atLeast(5));
    expect(records.map(({ topic }) => topic.split('.').at(-1))).toEqual(['seen', 'series', 'series', 't', 't']);
    expect(await settle(reader)).toEqual([]);
  });
});

describe('a snapshot across runs', () => {
  test('goes on with the next document, changes in between placed where they belong', async () => {
    await t().insertMany([...Array(20).keys()].map((index) => ({ _id: index + 3 })));
    const config = { 'snapshot.fetch.size': '5', 'max.batch.size': '5' };
    const first = await start(config);
    const before = await first.readUntil(atLeast(5));
    await stop(first);
    await t().updateOne({ _id: 1 }, { $set: { v: 'late' } });
    await t().updateOne({ _id: 20 }, { $set: { v: 'early' } });
    await t().deleteOne({ _id: 21 });
    const second = await start(config, { offset: first.offset() });
    const after = await second.readUntil((records) =>
      records.some((record) => part(record, 'source.snapshot') === 'last'),
    );
    expect(before.map(summary)).toEqual([1, 2, 3, 4, 5].map((id) => `r:${id}`));
    const all = after.map(summary);
    // The changes came before the documents that show them.
    expect(all.filter((one) => !one.startsWith('r:'))).toEqual(['u:1', 'u:20', 'd:21', 'tombstone:21']);
    expect(all.indexOf('u:20')).toBeLessThan(all.indexOf('r:20'));
    expect(all.filter((one) => one.startsWith('r:'))).toEqual(
      [...Array(22).keys()]
        .map((index) => index + 1)
        .filter((id) => id > 5 && id !== 21)
        .map((id) => `r:${id}`),
    );
    const shown = after.filter((record) => summary(record) === 'r:20').map((record) => part(record, 'after'));
    expect(shown).toEqual([expect.stringContaining('early')]);
    expect(second.offset()).not.toHaveProperty('initsync');
  });

  test('of a collection that is dropped in between ends', async () => {
    await source.db.collection<Doc>('a').insertMany([...Array(10).keys()].map((_id) => ({ _id })));
    const config = { 'snapshot.fetch.size': '3', 'max.batch.size': '3' };
    const first = await start(config);
    await first.readUntil(atLeast(3));
    await stop(first);
    await source.db.collection('a').drop();
    const second = await start(config, { offset: first.offset() });
    expect((await second.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
  });

  test('of Debezium that was not finished begins anew', async () => {
    const reader = await start({}, { offset: { sec: -1, ord: -1, initsync: true } });
    expect((await reader.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
  });

  test('a collection larger than one answer of the server, of large documents', async () => {
    const text = 'x'.repeat(6_000_000);
    await source.db.collection<Doc>('large').insertMany([...Array(5).keys()].map((_id) => ({ _id, text })));
    const reader = await start({ 'collection.include.list': `${source.name}.large` });
    expect((await reader.readUntil(atLeast(5))).map(summary)).toEqual(['r:0', 'r:1', 'r:2', 'r:3', 'r:4']);
  });
});

describe('offsets', () => {
  test('are Debezium’s, and its own are understood', async () => {
    const reader = await start({ 'snapshot.mode': 'no_data' });
    await reader.poll();
    await t().insertOne({ _id: 3 });
    const [record] = (await reader.readUntil((records) => records.some((one) => summary(one) === 'c:3'))).slice(-1);
    expect(record?.sourcePartition).toEqual({ server_id: `run_${source.name}` });
    expect(record?.sourceOffset).toMatchObject({ sec: expect.any(Number), ord: expect.any(Number) });
    await t().insertOne({ _id: 4 });
    const theirs = { sec: -1, ord: -1, resume_token: String(record?.sourceOffset.resume_token) };
    const again = await start({}, { offset: theirs });
    expect((await again.readUntil(atLeast(1))).map(summary)).toEqual(['c:4']);
  });

  test('without a position are refused', async () => {
    await expect(start({}, { offset: { nothing: 1 } })).rejects.toThrow(/has no position: reset the offsets/);
    await expect(start({}, { offset: { resume_token: 'nonsense' } })).rejects.toThrow(/reset the offsets/);
  });
});

describe('scopes and lists', () => {
  test('a stream of one collection ends when it is dropped, and goes on with the next one of that name', async () => {
    const scope = { 'capture.scope': 'collection', 'capture.target': `${source.name}.t` };
    const reader = await start(scope);
    await reader.readUntil(atLeast(2));
    await t().drop();
    expect(await settle(reader)).toEqual([]);
    await t().insertOne({ _id: 9 });
    expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:9']);
    await stop(reader);
    await t().drop();
    await t().insertOne({ _id: 10 });
    const again = await start(scope, { offset: reader.offset() });
    expect((await again.readUntil(atLeast(1))).map(summary)).toEqual(['c:10']);
  });

  test('names, expressions and pipelines decide what is captured', async () => {
    const settings: ReadonlyArray<Readonly<Record<string, string>>> = [
      { 'filters.match.mode': 'literal', 'collection.include.list': `${source.name}.t` },
      { 'collection.include.list': `${source.name.toUpperCase()}\\.(?:t|nothing)` },
      { 'collection.exclude.list': `.*\\.u, other` },
      { 'capture.scope': 'database', 'capture.target': source.name, 'collection.include.list': `.*t` },
      { 'cursor.pipeline': `[{"$match": {"ns.coll": "t"}}]`, 'cursor.pipeline.order': 'user_first' },
      { 'cursor.pipeline': `[{"$match": {"ns.coll": "t"}}]`, 'cursor.pipeline.order': 'user_only' },
    ];
    const readers = await Promise.all(settings.map((one) => start({ 'snapshot.mode': 'no_data', ...one })));
    for (const reader of readers) await reader.readUntil(atLeast(1));
    await source.db.collection<Doc>('u').insertOne({ _id: 1 });
    await t().insertOne({ _id: 3 });
    for (const reader of readers) expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
  });
});

describe('signals', () => {
  const signals = () => source.db.collection<Doc<string>>('signals');
  const channel = () => ({ 'signal.data.collection': `${source.name}.signals` });

  test('ask for an incremental snapshot, with a condition, that goes on across runs', async () => {
    await t().insertMany([...Array(10).keys()].map((index) => ({ _id: index + 3 })));
    const config = {
      ...channel(),
      'snapshot.mode': 'no_data',
      'incremental.snapshot.chunk.size': '3',
      'max.batch.size': '3',
    };
    const reader = await start(config);
    await reader.readUntil(atLeast(1));
    await signals().insertOne({
      _id: 's1',
      type: 'execute-snapshot',
      data: {
        'data-collections': [`${source.name}.t`],
        type: 'incremental',
        'additional-conditions': [{ 'data-collection': `${source.name}.t`, filter: '{"_id": {"$gt": 2}}' }],
      },
    });
    const first = await reader.readUntil((records) => records.some((one) => summary(one).startsWith('r:')));
    await stop(reader);
    const again = await start(config, { offset: reader.offset() });
    const rest = await again.readUntil((records) => records.some((one) => summary(one) === 'r:12'));
    const rows = [...first, ...rest].filter((one) => summary(one).startsWith('r:'));
    expect(rows.map(summary)).toEqual([...Array(10).keys()].map((index) => `r:${index + 3}`));
    expect(new Set(rows.map((one) => part(one, 'source.snapshot')))).toEqual(new Set(['incremental']));
  });

  test('pause, resume and stop it', async () => {
    await t().insertMany([...Array(30).keys()].map((index) => ({ _id: index + 3 })));
    const reader = await start({ ...channel(), 'snapshot.fetch.size': '2', 'max.batch.size': '2' });
    await reader.readUntil(atLeast(2));
    await signals().insertOne({ _id: 'p', type: 'pause-snapshot', data: {} });
    await reader.readUntil((records) => records.some((one) => summary(one) === 'c:"p"'));
    expect(await settle(reader)).toEqual([]);
    await signals().insertOne({ _id: 'r', type: 'resume-snapshot', data: '{}' });
    const rest = await reader.readUntil((records) => records.some((one) => part(one, 'source.snapshot') === 'last'));
    expect(rest.map(summary).at(-1)).toBe('r:32');
  });

  test('that make no sense are left', async () => {
    const reader = await start({ ...channel(), 'snapshot.mode': 'no_data' });
    await reader.readUntil(atLeast(1));
    await signals().insertMany([
      { _id: '1', type: 'nonsense', data: {} },
      {
        _id: '2',
        type: 'execute-snapshot',
        data: {
          'data-collections': [`${source.name}.t`],
          'additional-conditions': [{ 'data-collection': '.*', filter: '{"$no": 1}' }],
        },
      },
    ]);
    await t().insertOne({ _id: 3 });
    await reader.readUntil((records) => records.some((one) => summary(one) === 'c:3'));
    expect(await settle(reader)).toEqual([]);
  });
});

describe('large changes', () => {
  const large = () => ({ text: 'x'.repeat(9_000_000) });
  const imaged = async () => {
    const collection = await source.db.createCollection<Doc>('big', {
      changeStreamPreAndPostImages: { enabled: true },
    });
    await collection.insertOne({ _id: 1, ...large() });
    return collection;
  };
  const mode = (more: Readonly<Record<string, string>>) => ({
    'snapshot.mode': 'no_data',
    'collection.include.list': `${source.name}.big`,
    'capture.mode': 'change_streams_update_full_with_pre_image',
    'capture.mode.full.update.type': 'post_image',
    ...more,
  });

  test('fail the task, saying what to set', async () => {
    const big = await imaged();
    const reader = await start(mode({}));
    await reader.readUntil(atLeast(1));
    await big.updateOne({ _id: 1 }, { $set: { a: 1 } });
    await expect(settle(reader)).rejects.toThrow(/cursor.oversize.handling.mode/);
  });

  test('are left out where that is asked for', async () => {
    const big = await imaged();
    const reader = await start(
      mode({ 'cursor.oversize.handling.mode': 'skip', 'cursor.oversize.skip.threshold': '1000000' }),
    );
    await reader.readUntil(atLeast(1));
    await big.updateOne({ _id: 1 }, { $set: { a: 1 } });
    await big.insertOne({ _id: 2 });
    expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:2']);
  });
});

describe('failures', () => {
  test('a wrong address fails at once, without its password', async () => {
    const config = {
      'mongodb.connection.string': 'mongodb://someone:hunter2@127.0.0.1:1/?replicaSet=rs0',
      'mongodb.server.selection.timeout.ms': '200',
    };
    const failure = await start(config).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(failure).toMatch(/cannot be reached at 127\.0\.0\.1:1: .*Check mongodb\.connection\.string/);
    expect(failure).not.toContain('hunter2');
  });

  test('a server that restarts, and a primary that steps down, are waited for', { timeout: 120_000 }, async () => {
    const server = await startMongoDB();
    const own = await createSourceCollections(server.url);
    try {
      const reader = await startMongoReader(own.config('run', { 'snapshot.mode': 'no_data' }));
      running.add(reader);
      await reader.readUntil(atLeast(1));
      const failures: unknown[] = [];
      const readOne = async (): Promise<readonly string[]> => {
        for (;;) {
          try {
            return (await reader.readUntil(atLeast(1))).map(summary);
          } catch (error) {
            failures.push(error);
            if (!(error instanceof RetriableError)) throw error;
          }
        }
      };
      await own.db.collection<Doc>('t').insertOne({ _id: 1 });
      await server.kill();
      const restarted = server.restart();
      expect(await readOne()).toEqual(['c:1']);
      await restarted;
      await own.db
        .admin()
        .command({ replSetStepDown: 5, force: true })
        .catch(() => {});
      const written = own.db.collection<Doc>('t').insertOne({ _id: 2 });
      expect(await readOne()).toEqual(['c:2']);
      await written;
      expect(failures.every((failure) => failure instanceof RetriableError)).toBe(true);
    } finally {
      await own.client.close();
      for (const reader of running) await stop(reader);
      await server.stop();
    }
  });

  test('a user without the rights is told which; with them all works', { timeout: 60_000 }, async () => {
    const server = await startMongoDB({ auth: true });
    const own = await createSourceCollections(server.url);
    try {
      const admin = own.client.db('admin');
      await admin.command({ createUser: 'nobody', pwd: 'secret!', roles: [] });
      await admin.command({ createUser: 'reader', pwd: 'p@ss', roles: ['readAnyDatabase'] });
      await own.db.collection<Doc>('t').insertOne({ _id: 1 });
      const bare = server.url.replace('root:root@', '');
      const as = (user: string, password: string) =>
        startMongoReader(
          own.config('run', { 'mongodb.connection.string': bare, 'mongodb.user': user, 'mongodb.password': password }),
        );
      await expect(as('nobody', 'secret!')).rejects.toThrow(/readAnyDatabase/);
      await expect(as('reader', 'wrong')).rejects.toThrow(/Check mongodb.user, mongodb.password/);
      const reader = await as('reader', 'p@ss');
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['r:1']);
      await reader.stop();
    } finally {
      await own.client.close();
      await server.stop();
    }
  });
});
