import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../../contract/tasks/temporary-directory.ts';
import { type Api, startApi } from '../http/api.ts';
import { startForwardProxy } from '../http/forward-proxy.ts';
import { readCertificate } from './certificate.ts';
import { type ReverseProxy, startReverseProxy } from './reverse-proxy.ts';
import { sharedServer, uniqueName } from './servers.ts';
import { verifySignature } from './signature-v4.ts';
import { record, startSink, struct } from './sink-tasks.ts';

/** What a server says that takes everything. */
const answerAll = (api: Api): void => api.answer(() => ({ status: 200, body: '{"errors":false}' }));

const write = async (config: Readonly<Record<string, string>>): Promise<void> => {
  const task = await startSink({ 'schema.ignore': 'true', 'max.retries': '0', ...config });
  await task.put([record('topic', { offset: 1, key: 'a', value: { n: 1 } })]);
};

const opened: Array<{ close(): Promise<void> }> = [];
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  opened.push(one);
  return one;
};
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

let api: Api;
beforeEach(async () => {
  api = keep(await startApi());
  answerAll(api);
});

const authorization = () => api.received.at(-1)?.headers.authorization;

it('says who we are by user, API key or URL', async () => {
  await write({ 'connection.url': api.url, 'connection.username': 'u', 'connection.password': 'p' });
  expect(authorization()).toBe('Basic dTpw');
  await write({ 'connection.url': api.url, 'connection.api.key': 'a2V5' });
  expect(authorization()).toBe('ApiKey a2V5');
  await write({ 'connection.url': api.url.replace('//', '//u:p%40@') });
  expect(authorization()).toBe(`Basic ${Buffer.from('u:p@').toString('base64')}`);
});

describe('signs every request for AWS, so that its own steps lead to the same signature', () => {
  afterEach(() => vi.unstubAllEnvs());

  /** Puts a record through a proxy to a real server, and says who signed each request. */
  const signers = async (service: string, config: Readonly<Record<string, string>>) => {
    const server = await sharedServer('opensearch');
    const proxy: ReverseProxy = keep(await startReverseProxy(server.url));
    const topic = `${uniqueName('signed')}-ü+x`;
    const task = await startSink({
      'connection.url': proxy.url,
      'aws.region': 'eu-west-1',
      'aws.service.signing.name': service,
      ...config,
    });
    await task.put([record(topic, { offset: 0, key: 'a', ...struct('a', 1) })]);
    expect(proxy.passed.map(({ method }) => method)).toEqual(['HEAD', 'PUT', 'GET', 'PUT', 'POST']);
    expect((await server.documents(encodeURIComponent(topic))).size).toBe(1);
    return proxy.passed.map((one) => verifySignature(one, 'sesame'));
  };

  it('by an access key, also where bodies are compressed', async () => {
    const keys = { 'aws.access_key_id': 'AKIDEXAMPLE', 'aws.secret_access_key': 'sesame' };
    for (const one of await signers('es', { ...keys, 'connection.compression': 'true' }))
      expect(one).toMatchObject({
        scope: 'AKIDEXAMPLE/eu-west-1/es',
        signed: expect.arrayContaining(['host', 'x-amz-content-sha256', 'x-amz-date']),
      });
    expect(await signers('es', { ...keys, 'aws.secret_access_key': 'another' })).toEqual(Array(5).fill(null));
  });

  it('by the role of the function, whose credentials have a token', async () => {
    const role = { AWS_ACCESS_KEY_ID: 'ASIAROLE', AWS_SECRET_ACCESS_KEY: 'sesame', AWS_SESSION_TOKEN: 'token' };
    for (const [name, value] of Object.entries(role)) vi.stubEnv(name, value);
    for (const one of await signers('aoss', {}))
      expect(one).toMatchObject({
        scope: 'ASIAROLE/eu-west-1/aoss',
        signed: expect.arrayContaining(['host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token']),
      });
  });
});

it('compresses requests, which the server understands', async () => {
  const server = await sharedServer('elasticsearch8');
  const proxy: ReverseProxy = keep(await startReverseProxy(server.url));
  const topic = uniqueName('gzip');
  const task = await startSink({
    'connection.url': proxy.url,
    'connection.compression': 'true',
    'schema.ignore': 'true',
  });
  await task.put([record(topic, { offset: 0, key: 'a', value: { n: 1 } })]);
  expect(proxy.passed.at(-1)?.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(proxy.passed.at(-1)?.bytes ?? '').toString()).toContain('{"n":1}\n');
  expect(await server.documents(topic)).toEqual(new Map([['a', { n: 1 }]]));
});

it('trusts a certificate in PEM and no other, and shows one that is asked for', async () => {
  const { path, remove } = await temporaryDirectory();
  try {
    const certificate = await readCertificate(path);
    const secure = keep(await startApi(certificate));
    answerAll(secure);
    const file = join(path, 'ca.pem');
    await writeFile(file, certificate.cert);
    const url = { 'connection.url': secure.url };
    const trusted = { 'elastic.security.protocol': 'SSL', 'elastic.https.ssl.truststore.location': file };
    await write({ ...url, ...trusted });
    expect(secure.received.at(-1)?.path).toMatch(/^\/_bulk/);
    await expect(write(url)).rejects.toThrow('self-signed certificate');
    const aiven = { 'connector.class': 'io.aiven.kafka.connect.opensearch.OpenSearchSinkConnector' };
    await write({ ...url, ...aiven, 'connection.ssl.truststore.location': file });
    await write({ ...url, ...aiven, 'connection.trust.all.certificates': 'true' });
    const demanding = keep(await startApi({ ...certificate, ca: certificate.cert, requestCert: true }));
    answerAll(demanding);
    await expect(write({ 'connection.url': demanding.url, ...trusted })).rejects.toThrow('No node answered');
    const keyStore = join(path, 'client.pem');
    await writeFile(keyStore, certificate.key + certificate.cert);
    await write({ 'connection.url': demanding.url, ...trusted, 'elastic.https.ssl.keystore.location': keyStore });
    expect(demanding.received.at(-1)?.path).toMatch(/^\/_bulk/);
    await writeFile(file, Buffer.from([0xfe, 0xed, 0xfe, 0xed]));
    await expect(write({ ...url, ...trusted })).rejects.toThrow(
      /elastic\.https\.ssl\.truststore\.location: not a PEM file/,
    );
  } finally {
    await remove();
  }
});

it('goes through a proxy, in a tunnel where the server speaks TLS', async () => {
  const proxy = keep(await startForwardProxy());
  const through = { 'proxy.host': '127.0.0.1', 'proxy.port': proxy.port };
  const user = { 'proxy.username': 'u', 'proxy.password': 'p' };
  await write({ 'connection.url': api.url, ...through, ...user });
  expect(new Set(proxy.seen)).toEqual(new Set([`HEAD ${api.url}`, `POST ${api.url}`]));
  expect(api.received.at(-1)?.headers).not.toHaveProperty('proxy-authorization');
  await expect(write({ 'connection.url': api.url, ...through })).rejects.toThrow('the server answered 407');

  const { path, remove } = await temporaryDirectory();
  const certificate = await readCertificate(path);
  await remove();
  const secure = keep(await startApi(certificate));
  answerAll(secure);
  const tls = { 'elastic.security.protocol': 'SSL', 'elastic.https.ssl.truststore.certificates': certificate.cert };
  await write({ 'connection.url': secure.url, ...through, ...user, ...tls });
  expect(proxy.seen.at(-1)).toBe(`CONNECT ${secure.url.slice('https://'.length)}`);
  expect(secure.received.at(-1)?.path).toMatch(/^\/_bulk/);
});
