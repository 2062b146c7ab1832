import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import parsePrometheusText from 'parse-prometheus-text-format';
import { afterAll, expect, inject, test } from 'vitest';
import { startWorkerProcess, waitFor } from '../../worker/worker-process.ts';

const RECORDS = 5000;
const USERS = 'admin=secret\n';
const CREDENTIALS = { Authorization: `Basic ${Buffer.from('admin:secret').toString('base64')}` };
const BASIC_AUTH = 'org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension';

const cleanups: Array<() => Promise<unknown>> = [];
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

test('the metrics of a worker say what it has moved from a source into a sink', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'connect-metrics-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'out.txt');
  const users = join(directory, 'users.properties');
  await writeFile(users, USERS);
  const worker = await startWorkerProcess({
    'bootstrap.servers': inject('kafka').bootstrapServers,
    'rest.extension.classes': BASIC_AUTH,
    'rest.basic.auth.users.file': users,
  });
  cleanups.push(worker.remove);
  const topic = `metrics-${randomUUID()}`;
  const created = Date.now();
  const create = async (name: string, config: Readonly<Record<string, string>>): Promise<void> => {
    const headers = { ...CREDENTIALS, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name, config });
    expect((await fetch(`${worker.url}/connectors`, { method: 'POST', headers, body })).status).toBe(201);
  };
  await create('generator', {
    'connector.class': 'io.confluent.kafka.connect.datagen.DatagenConnector',
    'kafka.topic': topic,
    quickstart: 'orders',
    iterations: String(RECORDS),
    'max.interval': '0',
  });
  await create('writer', {
    'connector.class': 'FileStreamSink',
    topics: topic,
    file,
    'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
  });

  const scrape = async () =>
    parsePrometheusText(await (await fetch(`${worker.url}/metrics`, { headers: CREDENTIALS })).text());
  const value = async (name: string, labels: Readonly<Record<string, string>>): Promise<number | undefined> => {
    const samples = (await scrape()).find((family) => family.name === `kafka_connect_${name}`)?.metrics ?? [];
    const found = samples.find((one) => Object.entries(labels).every(([key, label]) => one.labels?.[key] === label));
    return found && Number(found.value);
  };
  const source = { connector: 'generator', task: '0' };
  const sink = { connector: 'writer', task: '0' };
  await waitFor(
    'the records to arrive',
    async () => (await value('sink_task_sink_record_send_total', sink)) === RECORDS,
  );

  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(RECORDS);
  expect(await value('source_task_source_record_poll_total', source)).toBe(RECORDS);
  expect(await value('source_task_source_record_write_total', source)).toBe(RECORDS);
  expect(await value('source_task_source_record_active_count', source)).toBe(0);
  expect(await value('sink_task_sink_record_read_total', sink)).toBe(RECORDS);
  expect(await value('sink_task_offset_commit_skip_total', sink)).toBe(0);
  for (const [name, labels] of [
    ['source_task_last_poll_timestamp', source],
    ['source_task_last_record_timestamp', source],
    ['sink_task_last_record_timestamp', sink],
  ] as const)
    expect(await value(name, labels), name).toBeGreaterThanOrEqual(created);
  const latency = await value('sink_task_end_to_end_latency_max_ms', sink);
  expect(latency).toBeGreaterThanOrEqual(0);
  expect(latency).toBeLessThanOrEqual(Date.now() - created);
  expect(await value('worker_connector_count', {})).toBe(2);
  expect(await value('worker_task_count', {})).toBe(2);
  expect(await value('worker_connector_running_task_count', { connector: 'writer' })).toBe(1);
  expect(await value('worker_task_startup_failure_total', {})).toBe(0);
  expect(await value('connector_status', { connector: 'writer', status: 'running' })).toBe(1);

  expect((await fetch(`${worker.url}/metrics`)).status).toBe(401);
  const refused = await fetch(`${worker.url}/metrics`, { headers: { ...CREDENTIALS, Accept: 'application/json' } });
  expect(refused.status).toBe(406);

  await fetch(`${worker.url}/connectors/generator`, { method: 'DELETE', headers: CREDENTIALS });
  await waitFor(
    'the deleted connector to be forgotten',
    async () => (await value('source_task_source_record_poll_total', source)) === undefined,
  );
});
