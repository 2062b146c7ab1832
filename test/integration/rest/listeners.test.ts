import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createLoggers } from '../../../lib/rest/loggers.ts';
import { restBindings } from '../../../lib/standalone/rest-bindings.ts';
import { BASIC_AUTH, parseRestConfig } from '../../../lib/standalone/rest-config.ts';
import { startRestServer } from '../../../lib/standalone/rest-server.ts';
import { serverOptions, tlsOptions } from '../../../lib/standalone/rest-settings.ts';
import { createCertificate } from '../../services/kafka/certificate.ts';
import { freePort } from '../../services/ports.ts';
import { givenWorker } from '../../unit/herder/given-worker.ts';

const cleanups: Array<() => Promise<unknown>> = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const givenDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'connect-rest-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

const serve = async (properties: Readonly<Record<string, string>>): Promise<void> => {
  const config = parseRestConfig(properties);
  const bindings = restBindings(givenWorker().herder, config, {
    ...(await serverOptions(config)),
    version: '4.3.1',
    commit: 'abc',
    clusterId: async () => 'cluster',
    loggers: createLoggers({ now: () => 0 }),
  });
  const isSecure = bindings.some(({ listener }) => listener.scheme === 'https');
  cleanups.push(await startRestServer(bindings, isSecure ? await tlsOptions(config) : {}));
};

const status = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
  (await fetch(url, { headers })).status;

test('the loggers have listeners of their own, behind the same guard', async () => {
  const users = join(await givenDirectory(), 'users.properties');
  await writeFile(users, '# who may come in\nadmin=secret\nreader = other\n');
  const [port, adminPort] = [await freePort(), await freePort()];
  const [url, adminUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${adminPort}`];
  await serve({
    listeners: url,
    'admin.listeners': adminUrl,
    'rest.extension.classes': BASIC_AUTH,
    'rest.basic.auth.users.file': users,
  });
  const reader = { Authorization: `Basic ${Buffer.from('reader:other').toString('base64')}` };
  expect(await status(`${url}/connectors`, reader)).toBe(200);
  expect(await status(`${url}/admin/loggers`, reader)).toBe(404);
  expect(await status(`${adminUrl}/connectors`, reader)).toBe(404);
  expect(await status(`${adminUrl}/admin/loggers`, reader)).toBe(200);
  expect(await status(`${adminUrl}/admin/loggers`)).toBe(401);
  expect(await status(`${url}/openapi.json`)).toBe(401);
});

test('nobody gets in by a path or method that Kafka Connect lets past its guard', async () => {
  const users = join(await givenDirectory(), 'users.properties');
  await writeFile(users, 'admin=secret\n');
  const url = `http://127.0.0.1:${await freePort()}`;
  await serve({ listeners: url, 'rest.extension.classes': BASIC_AUTH, 'rest.basic.auth.users.file': users });
  for (const [method, path] of [
    ['POST', '/connectors/a/tasks'],
    ['PUT', '/connectors/a/fence'],
    ['HEAD', '/connectors'],
    ['GET', '/connectors/'],
    ['GET', '/connectors?expand=info'],
    ['OPTIONS', '/connectors'],
  ] as const) {
    const answer = await fetch(url + path, { method });
    expect([401, 404, 405], `${method} ${path}`).toContain(answer.status);
  }
});

test('an https listener serves with the key and certificate of its PEM file', async () => {
  const certificate = await createCertificate(await givenDirectory());
  const port = await freePort();
  await serve({
    listeners: `https://127.0.0.1:${port}`,
    'ssl.keystore.location': '/of/the/kafka/clients.pem',
    'listeners.https.ssl.keystore.location': certificate.keyStoreFile,
  });
  const ca = await readFile(certificate.certificateFile);
  const code = await new Promise<number | undefined>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/connectors', ca }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
  expect(code).toBe(200);
});
