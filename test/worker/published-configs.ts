import { randomUUID } from 'node:crypto';
import { type IHeaders, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect } from 'vitest';
import { startWorkerProcess, type WorkerProcess, waitFor } from './worker-process.ts';

export type Config = Readonly<Record<string, string>>;

interface Message {
  readonly topic: string;
  readonly key?: string | null;
  readonly value: string | null;
  readonly headers?: IHeaders;
}

/** A worker for configurations as vendors publish them, and the topics that they name. */
export interface PublishedConfigs {
  /**
   * Creates a connector of a configuration as it is printed, but for what `changes` says, which is where its hosts and files are;
   * returns its name.
   */
  paste(config: Config, changes: Config): Promise<string>;
  /** By a client that is not under test, all to partition 0. */
  produce(messages: readonly Message[]): Promise<void>;
  /** Waits until `check` does not throw any more; a task that fails ends it with its trace. */
  expectSoon(connector: string, check: () => Promise<void>): Promise<void>;
  /** Has topics that a connector makes removed in the end, as those of `produce` are. */
  cleanUp(...topics: readonly string[]): void;
}

const STORED = 'as expected';

/** The payload with its schema, as `JsonConverter` wants it; all fields may be missing. */
export const withSchema = (types: Readonly<Record<string, string>>, payload: object): string => {
  const fields = Object.entries(types).map(([field, type]) => ({ field, type, optional: true }));
  return JSON.stringify({ schema: { type: 'struct', optional: false, fields }, payload });
};

const failureOf = async ({ client }: WorkerProcess, connector: string): Promise<string | undefined> => {
  const { connector: own, tasks = [] } = await client.status(connector);
  const failed = [own, ...tasks].find((one) => one?.state === 'FAILED');
  return failed && `FAILED: ${failed.trace}`;
};

/**
 * Starts one worker for the tests of a file. Published names of topics are common ones: they are gone when the file is done, so that no
 * other test finds them.
 */
export const publishedConfigs = (bootstrapServers: string, properties: Config = {}): PublishedConfigs => {
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const topics = new Set<string>();
  let worker: WorkerProcess | undefined;

  const running = (): WorkerProcess => {
    if (worker === undefined) throw new Error('the worker is not there before the tests run');
    return worker;
  };

  beforeAll(async () => {
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers, ...properties });
  });
  afterAll(async () => {
    await worker?.remove();
    const admin = kafka.admin();
    await admin.connect();
    const existing = await admin.listTopics();
    await admin.deleteTopics({ topics: [...topics].filter((topic) => existing.includes(topic)) });
    await admin.disconnect();
  });

  return {
    paste: async (config, changes) => {
      const changed = { ...config, ...changes };
      const { name = `published-${randomUUID()}` } = changed;
      await running().client.create(name, changed);
      return name;
    },
    produce: async (messages) => {
      const producer = kafka.producer({ allowAutoTopicCreation: true });
      await producer.connect();
      for (const { topic, ...message } of messages) {
        topics.add(topic);
        await producer.send({ topic, messages: [{ ...message, key: message.key ?? null, partition: 0 }] });
      }
      await producer.disconnect();
    },
    expectSoon: async (connector, check) => {
      const outcome = await waitFor(`what ${connector} writes`, async () => {
        const failure = await failureOf(running(), connector);
        if (failure !== undefined) return failure;
        await check();
        return STORED;
      });
      expect(outcome).toBe(STORED);
    },
    cleanUp: (...more) => {
      for (const topic of more) topics.add(topic);
    },
  };
};
