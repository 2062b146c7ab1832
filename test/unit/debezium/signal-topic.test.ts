import { expect, test } from 'vitest';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { TopicLogRecord, TopicLogs } from '../../../lib/connect/source-task.ts';
import {
  openSignalTopic,
  readSignalOffset,
  signalOf,
  signalOffset,
} from '../../../lib/connectors/debezium/signal-topic.ts';

const CONFIG = {
  'topic.prefix': 'shop',
  'signal.enabled.channels': ['source', 'kafka'],
  'signal.kafka.topic': null,
  'signal.kafka.bootstrap.servers': null,
  'signal.poll.interval.ms': 1,
} as const;

/** A topic in memory. */
const createTopic = () => {
  const records: TopicLogRecord[] = [];
  const opened: unknown[] = [];
  let failing = false;
  const topicLogs: TopicLogs = {
    open: async (options) => {
      opened.push(options);
      return {
        read: async function* () {},
        readFrom: async function* (offset) {
          if (failing) throw new RetriableError('no broker');
          yield* records.slice(offset);
        },
        end: async () => records.length,
        append: async () => {},
        close: async () => {},
      };
    },
  };
  const send = (key: string | null, value: string | null): void =>
    void records.push({ offset: records.length, key, value });
  const fail = (is: boolean): void => {
    failing = is;
  };
  return { topicLogs, opened, send, fail };
};

const start = async ({ topicLogs }: ReturnType<typeof createTopic>, configs = {}) => {
  const topic = await openSignalTopic(CONFIG, { configs, topicLogs, log: silentLogger });
  if (topic === null) throw new Error('no topic');
  return topic;
};

test('a run performs what it has not performed yet, and others’ signals never', async () => {
  const topic = createTopic();
  topic.send('shop', '{"id":"one","type":"log","data":{"message":"x"}}');
  topic.send('other', '{"id":"two","type":"log","data":{}}');
  topic.send('shop', '{"type":"pause-snapshot","data":"{}"}');
  const first = (await start(topic)).feed(null);
  expect(await first.take()).toEqual([
    { signal: { id: 'one', type: 'log', data: { message: 'x' } }, behind: 1 },
    { signal: undefined, behind: 2 },
    { signal: { id: 'kafka-2', type: 'pause-snapshot', data: {} }, behind: 3 },
  ]);
  const next = (await start(topic)).feed({ lsn: 1, ...signalOffset(2) });
  expect((await next.take()).map(({ behind }) => behind)).toEqual([3]);
  expect(topic.opened[0]).toEqual({ topic: 'shop-signal', bootstrapServers: '', properties: {} });
});

test('what comes while a run lasts is found without waiting for it', async () => {
  const topic = createTopic();
  const feed = (await start(topic)).feed(null);
  expect(await feed.take()).toEqual([]);
  topic.send('shop', '{"type":"resume-snapshot"}');
  topic.fail(true);
  await expect.poll(async () => (await feed.take()).length, { interval: 2 }).toBe(0);
  topic.fail(false);
  await expect.poll(async () => (await feed.take()).map(({ behind }) => behind), { interval: 2 }).toEqual([1]);
});

test('signal.consumer.* are the client’s settings; latest leaves out what was there before', async () => {
  const topic = createTopic();
  topic.send('shop', '{"type":"log"}');
  const configs = { 'signal.consumer.auto.offset.reset': 'latest', 'signal.consumer.security.protocol': 'SSL' };
  expect(await (await start(topic, configs)).feed(null).take()).toEqual([]);
  expect(topic.opened[0]).toMatchObject({ properties: { 'security.protocol': 'SSL' } });
});

test('what is no signal is passed', () => {
  const of = (value: string | null) => signalOf({ offset: 0, key: 'shop', value }, 'shop', silentLogger);
  expect([of(null), of('no json'), of('[]'), of('{"id":"x"}')]).toEqual([undefined, undefined, undefined, undefined]);
  expect([readSignalOffset(null), readSignalOffset({ lsn: 1 })]).toEqual([null, null]);
});

test('without the channel there is no topic, and without a client a clear word', async () => {
  const context = { configs: {}, log: silentLogger };
  expect(await openSignalTopic({ ...CONFIG, 'signal.enabled.channels': ['source'] }, context)).toBe(null);
  await expect(openSignalTopic(CONFIG, context)).rejects.toThrow(ConnectError);
});
