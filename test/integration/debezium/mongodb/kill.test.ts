import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { service } from '../../../services/on-demand.ts';
import { readCommitted } from '../../../worker/read-committed.ts';
import { countEvents } from '../../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../../worker/worker-process.ts';
import { CHANGES, KILLS, SEGMENT } from '../kill-size.ts';
import { onceQuiet } from '../once-quiet.ts';
import { createMixedWriter } from './mixed-writes.ts';
import { countedOnce, differencesOf, isIncreasing, replay } from './replay.ts';
import { createSourceCollections, type SourceCollections } from './source-collections.ts';

const TIMEOUT_MS = 300_000 + 60_000 * KILLS;
const WAIT_MS = 240_000;

const { bootstrapServers } = inject('kafka');
const { url } = await service('mongodb');
let worker: WorkerProcess;
let source: SourceCollections;

beforeEach(async () => {
  source = await createSourceCollections(url);
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'group.id': 'mongodb-kills',
    'offset.flush.interval.ms': '200',
    'key.converter.schemas.enable': 'false',
    'value.converter.schemas.enable': 'false',
  });
});
afterEach(async () => {
  await worker?.remove();
  await source?.drop();
});

/** Writes segment by segment, and kills the worker in the middle of each. */
const captureThroughKills = async (settings: Readonly<Record<string, string>>) => {
  const config = source.config('kill', {
    'collection.include.list': `${source.name}.items`,
    'capture.mode.full.update.type': 'post_image',
    ...settings,
  });
  const prefix = config['topic.prefix'] ?? '';
  const topic = `${prefix}.${source.name}.items`;
  const writer = await createMixedWriter(source.db, 'items');
  await writer.fill(2_000);
  const count = () => countEvents(bootstrapServers, prefix);
  await worker.client.create('kill', config);
  // Changes before that are part of the snapshot: not each of their versions is told.
  await waitFor('the first offset', async () => {
    const { body } = await worker.client.call('GET', '/connectors/kill/offsets');
    return JSON.stringify(body).includes('resume_token');
  });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await count();
    const writing = writer.write(SEGMENT);
    await waitFor('records to move', async () => (await count()) > before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    await worker.kill();
    await writing;
    await worker.restart();
  }
  await writer.write(CHANGES - KILLS * SEGMENT);
  await writer.writeLast();
  return { topic, writer };
};

describe(`Debezium's source for MongoDB, killed ${KILLS} times during ${CHANGES} changes`, () => {
  it('rebuilds the collection, in order and with nothing missing', { timeout: TIMEOUT_MS }, async () => {
    const { topic, writer } = await captureThroughKills({});
    const { documents, versions, stale, events } = await onceQuiet('the end', bootstrapServers, topic, {
      timeoutMs: WAIT_MS,
      look: async () => {
        const all = await replay(bootstrapServers, topic);
        return all.documents.has(0) && all;
      },
    });
    expect(await differencesOf(source.db, 'items', documents)).toEqual([]);
    expect(versions).toEqual(writer.versions);
    expect(stale).toEqual([]);
    console.info(`${CHANGES} changes, ${KILLS} kills: ${events} records, all of ${versions.length} versions there`);
  });

  it('tells every change once where that is asked for', { timeout: TIMEOUT_MS }, async () => {
    const { topic, writer } = await captureThroughKills({ 'delivery.guarantee': 'exactly_once' });
    const last = writer.versions.at(-1);
    const { versions, twice } = await onceQuiet('the end', bootstrapServers, topic, {
      timeoutMs: WAIT_MS,
      look: async () => {
        const all = countedOnce(await readCommitted(bootstrapServers, topic));
        return all.versions.includes(last ?? 0) && all;
      },
    });
    expect(twice).toEqual([]);
    expect(versions).toEqual(writer.versions);
    expect(isIncreasing(versions)).toBe(true);
    console.info(`exactly once: ${CHANGES} changes, ${KILLS} kills, ${versions.length} versions, each once`);
  });
});
