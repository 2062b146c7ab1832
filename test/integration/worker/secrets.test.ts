import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, it } from 'vitest';
import { readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;
let folder: string | undefined;

afterEach(async () => {
  await worker?.remove();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const valuesIn = async (topic: string) => (await readTopic(bootstrapServers, topic)).map(({ value }) => value);

it('a running source picks up what a reference stands for now, and nobody is told what that is', async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  const [before, after] = [`before-${randomUUID()}`, `after-${randomUUID()}`];
  const lines = join(folder, 'lines.txt');
  await writeFile(lines, 'one\n');
  await writeFile(join(folder, 'topic'), before);
  await writeFile(join(folder, 'size'), '10');
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'config.providers': 'mounted',
    'config.providers.mounted.class': 'org.apache.kafka.common.config.provider.DirectoryConfigProvider',
    'config.providers.mounted.param.allowed.paths': folder,
    'config.providers.mounted.param.secret.ttl.ms': '200',
  });
  const config = {
    'connector.class': 'FileStreamSource',
    file: lines,
    topic: `\${mounted:${folder}:topic}`,
    'batch.size': `\${mounted:${folder}:size}`,
  };
  await worker.client.create('lines', config);
  await waitFor('the first line', async () => (await valuesIn(before)).includes('one'));

  await writeFile(join(folder, 'topic'), after);
  await waitFor('a line under the new name', async () => {
    await appendFile(lines, 'more\n');
    return (await valuesIn(after)).includes('more');
  });
  expect((await valuesIn(before)).filter((value) => value === 'one')).toHaveLength(1);

  const answers = await Promise.all(
    ['/connectors/lines', '/connectors/lines/tasks', '/connectors?expand=info&expand=status'].map((path) =>
      worker?.client.call('GET', path),
    ),
  );
  expect(JSON.stringify(answers)).toContain(config.topic);
  expect(JSON.stringify(answers) + (await worker.log())).not.toMatch(new RegExp(`${before}|${after}`));

  await writeFile(join(folder, 'size'), 'many-secrets');
  const trace = await waitFor('the task to fail', async () => {
    const { tasks = [] } = (await worker?.client.status('lines')) ?? {};
    return tasks.find(({ state }) => state === 'FAILED')?.trace;
  });
  expect(trace).toContain('Invalid value [hidden] for configuration batch.size: Not a number of type INT');
});
