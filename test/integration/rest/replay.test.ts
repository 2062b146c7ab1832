import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { type Judgement, judge } from '../../conformance/judge.ts';
import { type RecordedExchange, type RecordingName, readRecording } from '../../conformance/recorded-exchange.ts';
import { replay } from '../../conformance/replay.ts';
import { LEFT } from '../../conformance/world/recorded-worker.ts';
import { createOwnTables, credentials, tableProperties } from '../../worker/dynamodb-tables.ts';
import { startWorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { createSettledWorker } from './settled-worker.ts';

const STRING_CONVERTER = 'org.apache.kafka.connect.storage.StringConverter';
const BASIC_AUTH = 'org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension';

/** What the recorded worker's file held: twice read, it makes the six records that the sink had taken. */
const LINES = 'one\ntwo\nthree\n';

const cleanups: Array<() => Promise<unknown>> = [];

afterAll(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** The worker of a recording: a process of its own, on real Kafka and DynamoDB's protocol. */
const startRecordedWorker = async (properties: Readonly<Record<string, string>>) => {
  const dynamodb = inject('dynamodb');
  const tables = await createOwnTables(dynamodb);
  const worker = await startWorkerProcess(
    {
      'bootstrap.servers': inject('kafka').bootstrapServers,
      'key.converter': STRING_CONVERTER,
      'value.converter': STRING_CONVERTER,
      'rest.advertised.host.name': '127.0.0.1',
      'rest.advertised.port': '8083',
      ...tableProperties(dynamodb, tables),
      ...properties,
    },
    { env: credentials(dynamodb) },
  );
  cleanups.push(worker.remove);
  return worker;
};

/** Topics and files of the recording, under names that only this run has. */
const world = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'connect-replay-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  const prefix = `g-${randomUUID()}.`;
  const own = (text: string): string =>
    text.replaceAll(/g\.(distributed|variant)\./g, prefix).replaceAll('/tmp/connect/', `${directory}/`);
  return {
    directory,
    prefix,
    recording: (name: RecordingName): readonly RecordedExchange[] =>
      readRecording(name).map((exchange) => JSON.parse(own(JSON.stringify(exchange)))),
  };
};

const createTopic = async (topic: string): Promise<void> => {
  const kafka = new Kafka({ brokers: inject('kafka').bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
};

/** What an earlier worker's sink of that name had committed, of a topic that the story does not touch. */
const leaveOffsets = async ({ topic, partition, offset }: typeof LEFT): Promise<void> => {
  await createTopic(topic);
  const kafka = new Kafka({ brokers: inject('kafka').bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.setOffsets({ groupId: 'connect-snk-a', topic, partitions: [{ partition, offset: String(offset) }] });
  await admin.disconnect();
};

const expectRecorded = (name: RecordingName, judgements: readonly Judgement[]): void => {
  for (const { id, passes, actual, recorded } of judgements) {
    if (!passes) expect.soft(actual, id).toEqual(recorded);
    expect.soft(passes, `${id} is not answered as differences.ts announces`).toBe(true);
  }
  const passed = judgements.filter(({ passes }) => passes).length;
  console.info(`${name}, in a process of its own: ${passed} of ${judgements.length} answers agree`);
};

describe('a worker on Kafka and DynamoDB answers as recorded', () => {
  test('in the main story', { timeout: 400_000 }, async () => {
    const { recording, directory, prefix } = await world();
    await writeFile(join(directory, 'src-a.txt'), LINES);
    await createTopic(`${prefix}src-a`);
    await leaveOffsets(LEFT);
    const { url, client } = await startRecordedWorker({});
    const until = (path: string, holds: (body: string) => boolean) =>
      waitFor(path, async () => holds(JSON.stringify((await client.call('GET', path)).body)), 20_000);
    /** What came about in Kafka between two exchanges. */
    const waits: Readonly<Record<string, () => Promise<boolean>>> = {
      '204-topics-source': () => until('/connectors/src-a/topics', (body) => body.includes('src-a"]')),
      '205-topics-sink': () => until('/connectors/snk-a/topics', (body) => body.includes('src-a"]')),
      '275-sink-pause': () => until('/connectors/snk-a/offsets', (body) => body.includes('"kafka_offset":6')),
      '316-status-failed': () => until('/connectors/bad/tasks/0/status', (body) => body.includes('FAILED')),
    };
    const worker = createSettledWorker({ url }, { before: async (id) => void (await waits[id]?.()) });
    const comparisons = await replay(worker, recording('distributed'));
    expectRecorded(
      'distributed',
      comparisons.map((comparison) => judge('distributed', comparison)),
    );
  });

  test('with basic authentication, cross-origin rules and topic tracking off', async () => {
    const { recording, directory } = await world();
    const users = join(directory, 'users.properties');
    await writeFile(users, 'admin=secret\n');
    const authorization = `Basic ${Buffer.from('admin:secret').toString('base64')}`;
    const { url } = await startRecordedWorker({
      'topic.tracking.enable': 'false',
      'connector.client.config.override.policy': 'None',
      'rest.extension.classes': BASIC_AUTH,
      'rest.basic.auth.users.file': users,
      'access.control.allow.origin': 'http://ui.example',
      'access.control.allow.methods': 'GET,POST,PUT',
    });
    const worker = createSettledWorker({ url }, { headers: { authorization } });
    const comparisons = await replay(worker, recording('variant'));
    expectRecorded(
      'variant',
      comparisons.map((comparison) => judge('variant', comparison)),
    );
  });

  test('without an admin listener', async () => {
    const { recording } = await world();
    const { url } = await startRecordedWorker({
      'admin.listeners': '',
      'topic.tracking.allow.reset': 'false',
      'connector.client.config.override.policy': 'Principal',
    });
    const comparisons = await replay(createSettledWorker({ url }), recording('variant-noadmin'));
    expectRecorded(
      'variant-noadmin',
      comparisons.map((comparison) => judge('variant-noadmin', comparison)),
    );
  });
});
