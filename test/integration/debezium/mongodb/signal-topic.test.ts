import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../../lib/connect/logger.ts';
import { createResources, type Resources } from '../../../../lib/runtime/resources.ts';
import { service } from '../../../services/on-demand.ts';
import { execute, INCREMENTAL, rows, SIGNAL_SETTINGS, send, told, topicLogs, until } from '../signals.ts';
import { createSourceCollections, type Doc, type SourceCollections, startMongoReader } from './source-collections.ts';

const { url } = await service('mongodb');

let source: SourceCollections;
let resources: Resources;

beforeEach(async () => {
  source = await createSourceCollections(url);
  resources = createResources(silentLogger);
});
afterEach(async () => {
  await resources.close();
  await source.drop();
});

test('a signal of the topic acts once, also over runs, and snapshots are told of', async () => {
  const collection = source.db.collection<Doc>('t');
  await collection.insertMany([1, 2, 3].map((id) => ({ _id: id, v: 'a' })));
  const config = source.config('signals', SIGNAL_SETTINGS);
  const prefix = config['topic.prefix'] ?? '';
  const first = await startMongoReader(config, { topicLogs: topicLogs(resources) });
  const initial = await first.readUntil(until('Initial Snapshot COMPLETED'));
  expect(rows(initial)).toEqual(['r:1', 'r:2', 'r:3']);
  await send(prefix, [prefix, execute(`${source.name}.t`)]);
  const again = await first.readUntil(until('Incremental Snapshot COMPLETED'));
  await first.stop();
  expect([rows(again), told(again)]).toEqual([['r:1', 'r:2', 'r:3'], INCREMENTAL]);
  const second = await startMongoReader(config, { offset: first.offset(), topicLogs: topicLogs(resources) });
  await collection.insertOne({ _id: 4, v: 'b' });
  const after = await second.readUntil((all) => rows(all).length > 0);
  await second.stop();
  expect([rows(after), told(after)]).toEqual([['c:4'], []]);
});
