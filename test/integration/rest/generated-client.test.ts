import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { generateApi } from 'swagger-typescript-api';
import { afterAll, expect, inject, test } from 'vitest';
import { countRecords } from '../../worker/read-topic.ts';
import { startWorkerProcess, waitFor } from '../../worker/worker-process.ts';

interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
}

interface Offsets {
  readonly offsets: ReadonlyArray<{ readonly partition: object; readonly offset: object }>;
}

/** What is used of the client; its methods are named by the document's operation ids. */
interface ConnectorsApi {
  listConnectors(): Promise<Answer<unknown>>;
  createConnector(body: object): Promise<Answer<{ readonly name: string }>>;
  getConnector(name: string): Promise<Answer<{ readonly tasks: readonly object[]; readonly type: string }>>;
  getConnectorStatus(name: string): Promise<Answer<{ readonly connector: { readonly state: string } }>>;
  pauseConnector(name: string): Promise<Answer<unknown>>;
  resumeConnector(name: string): Promise<Answer<unknown>>;
  stopConnector(name: string): Promise<Answer<unknown>>;
  getOffsets(name: string): Promise<Answer<Offsets>>;
  alterOffsets(name: string, body: object): Promise<Answer<{ readonly message: string }>>;
  deleteConnector(name: string): Promise<Answer<unknown>>;
}

interface Client {
  readonly Api: new (options: { readonly baseUrl: string }) => { readonly connectors: ConnectorsApi };
}

const isClient = (module: unknown): module is Client =>
  typeof module === 'object' && module !== null && 'Api' in module && typeof module.Api === 'function';

const cleanups: Array<() => Promise<unknown>> = [];
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

const givenDirectory = async (): Promise<string> => {
  const parent = resolve('dist');
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(parent, 'generated-client-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

/** Has a generator, which knows nothing of Kafka Connect, write a client by what the worker says of itself. */
const generate = async (url: string, directory: string): Promise<Client> => {
  await generateApi({ url: `${url}/openapi.json`, output: directory, fileName: 'client.ts', silent: true });
  const module: unknown = await import(join(directory, 'client.ts'));
  if (!isClient(module)) throw new Error('the generated client has no Api');
  return module;
};

test('a client generated from the document creates, inspects, pauses, alters offsets of and deletes a connector', async () => {
  const { bootstrapServers } = inject('kafka');
  const directory = await givenDirectory();
  const [name, topic, file] = ['lines', `generated-${randomUUID()}`, join(directory, 'in.txt')];
  await writeFile(file, 'one\ntwo\nthree\n');
  const worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
  cleanups.push(worker.remove);
  const { Api } = await generate(worker.url, directory);
  const { connectors } = new Api({ baseUrl: worker.url });
  // The generator keeps this process busy for seconds: the worker may have closed its idle connections since.
  await waitFor('a fresh connection', async () => (await connectors.listConnectors()).status === 200);
  const hasState = (state: string) =>
    waitFor(`${state}`, async () => (await connectors.getConnectorStatus(name)).data.connector.state === state);

  const config = { 'connector.class': 'FileStreamSource', topic, file };
  expect(await connectors.createConnector({ name, config })).toMatchObject({ status: 201, data: { name } });
  await hasState('RUNNING');
  expect((await connectors.getConnector(name)).data).toMatchObject({ type: 'source', tasks: [{ task: 0 }] });
  await waitFor('the lines', async () => (await countRecords(bootstrapServers, topic)) === 3);

  await connectors.pauseConnector(name);
  await hasState('PAUSED');
  await connectors.stopConnector(name);
  await hasState('STOPPED');
  const partition = { filename: file };
  await waitFor('the offset of the last run', async () => (await connectors.getOffsets(name)).data.offsets.length > 0);
  expect((await connectors.getOffsets(name)).data).toEqual({ offsets: [{ partition, offset: { position: 14 } }] });
  const offsets = [{ partition, offset: { position: 4 } }];
  // While the last run ends the worker asks for patience.
  await waitFor(
    'the offsets to be altered',
    async () => (await connectors.alterOffsets(name, { offsets })).status === 200,
  );
  expect((await connectors.getOffsets(name)).data).toEqual({ offsets });

  await connectors.resumeConnector(name);
  await waitFor('two lines again', async () => (await countRecords(bootstrapServers, topic)) === 5);
  expect((await connectors.deleteConnector(name)).status).toBe(204);
  await expect(connectors.getConnector(name)).rejects.toMatchObject({
    status: 404,
    error: { error_code: 404, message: `Connector ${name} not found` },
  });
});
