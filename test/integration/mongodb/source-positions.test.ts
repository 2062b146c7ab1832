import { Long, ObjectId } from 'mongodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { client, newDatabase } from './database.ts';
import { lastOffset, poll, pollRecords, startSource } from './source-tasks.ts';

const FORMATTER = { 'output.json.formatter': 'com.mongodb.kafka.connect.source.json.formatter.SimplifiedJson' };
const DOCUMENTS = { 'publish.full.document.only': 'true', ...FORMATTER };
let database = newDatabase();
afterEach(async () => {
  await database.dropDatabase();
  database = newDatabase();
});

const configOf = (settings: Readonly<Record<string, string>> = {}) => ({
  database: database.databaseName,
  ...DOCUMENTS,
  ...settings,
});

const valuesOf = (records: readonly SourceRecord[]): readonly unknown[] =>
  records.filter(({ offsetOnly }) => offsetOnly !== true).map(({ value }) => JSON.parse(String(value)));

describe('where a source begins and goes on', () => {
  it('stores its place before anything has happened, so that nothing is lost between runs', async () => {
    const first = await poll(await startSource(configOf()));
    expect(first).toMatchObject([{ offsetOnly: true, sourceOffset: { _id: expect.stringContaining('_data') } }]);
    await database.collection('c').insertOne({ n: 1 });
    const records = await pollRecords(await startSource(configOf(), lastOffset(first)), 1);
    expect(valuesOf(records)).toMatchObject([{ n: 1 }]);
  });

  it('copies ids of all types over as many runs as it takes, then reads the changes since it began', async () => {
    const ids = [
      null,
      -1,
      1.5,
      Long.fromString('9007199254740993'),
      'a',
      'b',
      { x: 1 },
      new ObjectId(),
      true,
      new Date(5),
    ];
    const collection = database.collection<{ _id: unknown; n: number }>('mixed');
    await collection.insertMany(ids.map((_id, n) => ({ _id, n })));
    await database.collection('zero').insertOne({ n: 100 });
    const config = configOf({ 'startup.mode': 'copy_existing', 'poll.max.batch.size': '2' });
    const numbers: unknown[] = [];
    let offset: SourceOffset | null = null;
    for (let run = 0; run === 0 || offset?.copy !== undefined; run += 1) {
      const records = await pollRecords(await startSource(config, offset), 1);
      if (run === 0) await collection.insertOne({ _id: 'new', n: 200 });
      numbers.push(...valuesOf(records).map((value) => Object(value).n));
      offset = lastOffset(records);
    }
    const changes = await pollRecords(await startSource(config, offset), 1);
    expect(valuesOf(changes)).toEqual([{ _id: 'new', n: 200 }]);
    numbers.push(200);
    // The new document is found by the copy, too, or it is not; the stream has it for sure.
    expect(new Set(numbers)).toEqual(new Set([...ids.keys(), 100, 200]));
    expect(numbers.filter((n) => n !== 200)).toHaveLength(ids.length + 1);
  });

  it('stores its place when there is nothing to copy', async () => {
    const copied = await poll(await startSource(configOf({ 'startup.mode': 'copy_existing' })));
    expect(copied).toMatchObject([{ offsetOnly: true, sourceOffset: { _id: expect.stringContaining('_data') } }]);
    expect(lastOffset(copied)).not.toHaveProperty('copy');
  });

  it('gives up a copy that begins anew again and again, and says why', async () => {
    await database.collection('c').insertMany([{ n: 1 }, { n: 1 }, { n: 2 }, { n: 3 }]);
    const config = configOf({
      'startup.mode': 'copy_existing',
      'startup.mode.copy.existing.pipeline': '[{"$group": {"_id": "$n"}}]',
      'poll.max.batch.size': '1',
    });
    let offset = lastOffset(await pollRecords(await startSource(config), 1));
    for (let run = 0; run < 2; run += 1) offset = lastOffset(await pollRecords(await startSource(config, offset), 1));
    await expect(startSource(config, offset).then(poll)).rejects.toThrow(/begins anew in each/);
  });

  it('copies only what the expression finds', async () => {
    await database.collection('wanted').insertOne({ n: 1 });
    await database.collection('other').insertOne({ n: 2 });
    const config = { 'copy.existing': 'true', 'copy.existing.namespace.regex': '\\.want' };
    expect(valuesOf(await pollRecords(await startSource(configOf(config)), 1))).toMatchObject([{ n: 1 }]);
  });

  it('goes on after its collection is gone and made again', async () => {
    const config = configOf({ collection: 'c' });
    const task = await startSource(config);
    await poll(task);
    await database.collection('c').insertOne({ n: 1 });
    await database.collection('c').drop();
    const before = await pollRecords(task, 1);
    await database.collection('c').insertOne({ n: 2 });
    expect(valuesOf([...before, ...(await pollRecords(task, 1))])).toMatchObject([{ n: 1 }, { n: 2 }]);
  });

  it('says how far it has come where nothing happens, once an interval', async () => {
    const first = await poll(await startSource(configOf()));
    await client.db(`${database.databaseName}_other`).collection('c').insertOne({ n: 1 });
    const task = await startSource(configOf({ 'heartbeat.interval.ms': '60000' }), lastOffset(first));
    const [heartbeat] = await pollRecords(task, 1);
    expect(heartbeat).toMatchObject({
      topic: '__mongodb_heartbeats',
      key: heartbeat?.sourceOffset._id,
      value: null,
      sourceOffset: { HEARTBEAT: 'true' },
    });
    expect(await poll(task)).toEqual([]);
    await client.db(`${database.databaseName}_other`).dropDatabase();
  });
});

/** The token of an event that there never was. */
const lostOffset = async (): Promise<SourceOffset> => {
  const task = await startSource(configOf());
  await poll(task);
  await database.collection<{ _id: string }>('c').insertOne({ _id: 'aaaa' });
  const token = String(lastOffset(await pollRecords(task, 1))?._id);
  expect(token).toContain('61616161');
  // The server misses the event when it finds a later one.
  await database.collection<{ _id: string }>('c').insertOne({ _id: 'later' });
  return { _id: token.replace('61616161', '61616162') };
};

describe('a resume token that is lost', () => {
  it('fails the task, and says what can be done', async () => {
    const task = await startSource(configOf(), await lostOffset());
    await expect(pollRecords(task, 1)).rejects.toThrow(/ResumeToken not found.*offset\.partition\.name/s);
  });

  it('is given up for new changes where errors are tolerated', async () => {
    const task = await startSource(configOf({ 'mongo.errors.tolerance': 'all' }), await lostOffset());
    await vi.waitFor(async () => expect(await poll(task)).toMatchObject([{ offsetOnly: true }]));
    await database.collection('c').insertOne({ n: 1 });
    expect(valuesOf(await pollRecords(task, 1))).toMatchObject([{ n: 1 }]);
  });
});

it('goes on through an election', { timeout: 120_000 }, async () => {
  const task = await startSource(configOf());
  await poll(task);
  await database.collection('c').insertOne({ n: 1 });
  await client.db('admin').command({ replSetStepDown: 3, secondaryCatchUpPeriodSecs: 1, force: true });
  await database.collection('c').insertOne({ n: 2 });
  expect(valuesOf(await pollRecords(task, 2))).toMatchObject([{ n: 1 }, { n: 2 }]);
});
