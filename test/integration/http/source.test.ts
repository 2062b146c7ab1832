import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { httpSource } from '../../../lib/connectors/http/source/connector.ts';
import { httpSourceTask } from '../../../lib/connectors/http/source/task.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { uniqueName } from '../elasticsearch/servers.ts';
import { startPages } from './pages.ts';

const never = new AbortController().signal;
const COUNT = 12;
let pages: Awaited<ReturnType<typeof startPages>>;
const running: SourceTask[] = [];

beforeEach(async () => {
  pages = await startPages(COUNT, 5);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((task) => task.stop?.()));
  await pages.close();
});

const cursors = (): RawConfig => ({
  url: `${pages.url}/items`,
  'topic.name.pattern': 'items',
  'http.offset.mode': 'CURSOR_PAGINATION',
  'http.request.parameters': 'cursor=${offset}',
  'http.response.data.json.pointer': '/data',
  'http.next.page.json.pointer': '/next',
  'request.interval.ms': '1',
  'retry.backoff.ms': '1',
});

const start = async (config: RawConfig, read: readonly SourceRecord[] = []): Promise<SourceTask> => {
  const [raw = {}] = httpSource.taskConfigs({ name: 'http', ...config }, 1);
  const task = await httpSourceTask.start(raw, sourceContext(raw, storedOffsets(read)));
  running.push(task);
  return task;
};

/** Polls until there are so many. */
const take = async (task: SourceTask, count: number): Promise<readonly SourceRecord[]> => {
  const records: SourceRecord[] = [];
  while (records.length < count) records.push(...((await task.poll(never)) ?? []));
  return records;
};

const failOnce = (status: number): void => {
  let failed = false;
  const { answering } = pages;
  pages.answer((request) => {
    if (failed) return answering(request);
    failed = true;
    return { status, body: 'not now' };
  });
};

describe('an API', () => {
  it('is read without a number being rounded', async () => {
    const [first] = await take(await start(cursors()), COUNT);
    expect(first?.value).toEqual({ id: 1, big: 9007199254740993n, price: 1.1 });
    pages.answer(() => ({ status: 200, body: '{"data":[{"price":0.1234567890123456789}]}' }));
    const [exact] = await take(await start(cursors()), 1);
    expect(exact?.value).toEqual({ price: Decimal.parse('0.1234567890123456789') });
  });

  it('is read as JSON where that is asked for', async () => {
    const [first] = await take(await start({ ...cursors(), 'http.response.value.format': 'json' }), COUNT);
    expect(first?.value).toBe('{"id":1,"big":9007199254740993,"price":1.1}');
  });

  it('that grows is read on from its last page', async () => {
    const before = await take(await start(cursors()), COUNT);
    pages.grow(7);
    const after = await take(await start(cursors(), before), 7);
    expect(after.map(({ value }) => value)).toEqual(
      Array.from({ length: 7 }, (_, n) => expect.objectContaining({ id: COUNT + n + 1 })),
    );
  });

  it('is asked again after a failure that may pass, and loses nothing', async () => {
    failOnce(503);
    const task = await start(cursors());
    await expect(task.poll(never)).rejects.toThrow(RetriableError);
    expect(await take(task, COUNT)).toHaveLength(COUNT);
  });

  it('fails the task with what it said when that is not among retry.on.status.codes', async () => {
    failOnce(404);
    const task = await start({ ...cursors(), 'retry.on.status.codes': '500-' });
    await expect(task.poll(never)).rejects.toThrow('HTTP Response code: 404, Response content: not now');
  });

  it('goes on after a failure with behavior.on.error=ignore', async () => {
    failOnce(404);
    const keys = { 'retry.on.status.codes': '500-', 'behavior.on.error': 'ignore' };
    expect(await take(await start({ ...cursors(), ...keys }), COUNT)).toHaveLength(COUNT);
  });

  it('is told a new token when the first is refused', async () => {
    const { answering } = pages;
    let tokens = 0;
    pages.answer((request) => {
      if (request.path !== '/token')
        return request.headers.authorization === 'Bearer t2' ? answering(request) : { status: 401 };
      tokens += 1;
      return { status: 200, body: `{"access_token":"t${tokens}","expires_in":3600}` };
    });
    const oauth2 = {
      'auth.type': 'OAUTH2',
      'oauth2.token.url': `${pages.url}/token`,
      'oauth2.client.id': 'me',
      'oauth2.client.secret': 'secret',
    };
    expect(await take(await start({ ...cursors(), ...oauth2 }), COUNT)).toHaveLength(COUNT);
    expect(tokens).toBe(2);
  });

  it('has each of its entities read, each from its own offset', async () => {
    const entities = {
      url: `${pages.url}/\${entityName}`,
      'topic.name.pattern': 'all-${entityName}',
      'entity.names': 'a,b',
    };
    const records = await take(await start({ ...cursors(), ...entities }), 2 * COUNT);
    for (const topic of ['all-a', 'all-b']) expect(records.filter((one) => one.topic === topic)).toHaveLength(COUNT);
    expect(await (await start({ ...cursors(), ...entities }, records)).poll(never)).toEqual([]);
  });
});

it('goes from an API into a topic, each record once', async () => {
  const { bootstrapServers } = inject('kafka');
  const topic = uniqueName('http-source');
  const worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
  try {
    await worker.client.create(topic, {
      'connector.class': 'HttpSource',
      ...cursors(),
      'topic.name.pattern': topic,
      'request.interval.ms': '100',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
    });
    await waitFor('the first pages', async () => (await countRecords(bootstrapServers, topic)) >= COUNT, 60_000);
    pages.grow(8);
    await waitFor('the last page', async () => (await countRecords(bootstrapServers, topic)) >= COUNT + 8, 60_000);
    const values = (await readTopic(bootstrapServers, topic)).map(({ value }) => value);
    expect(values[0]).toBe('{"id":1,"big":9007199254740993,"price":1.1}');
    expect(values).toHaveLength(COUNT + 8);
  } finally {
    await worker.remove();
  }
});
