import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RawConfig } from '../../lib/connect/connector.ts';
import { ConnectError, DataError, RetriableError } from '../../lib/connect/errors.ts';
import { STRING_SCHEMA } from '../../lib/connect/schema.ts';
import { avroConverter } from '../../lib/converters/avro-converter.ts';
import { type Certificate, createCertificate } from '../services/kafka/certificate.ts';
import { whenReady } from '../unit/converters/ready.ts';
import { type Stub, startProxyStub, startRegistryStub, startStub } from './registry-stub.ts';

const stubs: Stub[] = [];
const opened = async (stub: Promise<Stub>): Promise<Stub> => {
  stubs.push(await stub);
  return stub;
};

let folder: string;
let certificate: Certificate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connect-registry-'));
  certificate = await createCertificate(folder);
});
afterAll(async () => {
  for (const stub of stubs) stub.close();
  await rm(folder, { recursive: true, force: true });
});

/** Registers a schema for each topic with one converter. */
const register = async (url: string, config: RawConfig, ...topics: readonly string[]): Promise<void> => {
  const converter = avroConverter.create({ 'schema.registry.url': url, 'max.retries': '0', ...config }, false);
  for (const topic of topics.length === 0 ? ['t'] : topics) {
    const bytes = await whenReady(() => converter.fromConnectData(topic, STRING_SCHEMA, 'text'));
    expect(bytes?.subarray(0, 5)).toEqual(Buffer.of(0, 0, 0, 0, 1));
  }
};

describe('headers of requests', () => {
  test('are sent as configured, besides those of the API, whose content type stays', async () => {
    const registry = await opened(startRegistryStub());
    await register(`http://127.0.0.1:${registry.port}`, {
      'request.header.X-Gateway-Key': 'k3y',
      'request.header.Authorization': 'Custom abc',
      'request.header.Content-Type': 'text/plain',
      'bearer.auth.token': 't0ken',
    });
    expect(registry.requests.map(({ headers }) => headers)).toEqual([
      expect.objectContaining({
        'x-gateway-key': 'k3y',
        authorization: 'Custom abc',
        'content-type': 'application/vnd.schemaregistry.v1+json',
      }),
    ]);
  });

  test('go to the context that the URL names', async () => {
    const registry = await opened(startRegistryStub());
    await register(`http://127.0.0.1:${registry.port}/contexts/.staging:`, {});
    expect(registry.requests.map(({ path }) => path)).toEqual(['/contexts/.staging:/subjects/t-value/versions']);
  });
});

describe('bearer.auth.credentials.source=OAUTHBEARER', () => {
  const issuer = (status: number, expires_in = 3600) =>
    opened(startStub((count) => ({ status, body: { access_token: `token-${count}`, expires_in } })));
  const oauth = ({ port }: Stub): RawConfig => ({
    'bearer.auth.credentials.source': 'OAUTHBEARER',
    'bearer.auth.issuer.endpoint.url': `http://127.0.0.1:${port}/token`,
    'bearer.auth.client.id': 'connect',
    'bearer.auth.client.secret': 's3cret',
    'bearer.auth.scope': 'schemas',
    'bearer.auth.logical.cluster': 'lsrc-1',
    'bearer.auth.identity.pool.id': 'pool-1',
  });

  test('asks for a token by client credentials, and keeps it', async () => {
    const [registry, server] = [await opened(startRegistryStub()), await issuer(200)];
    await register(`http://127.0.0.1:${registry.port}`, oauth(server), 'one', 'two');
    expect(server.requests).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = server.requests;
    expect(headers.authorization).toBe(`Basic ${Buffer.from('connect:s3cret').toString('base64')}`);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'schemas',
    });
    for (const request of registry.requests)
      expect(request.headers).toMatchObject({
        authorization: 'Bearer token-1',
        'target-sr-cluster': 'lsrc-1',
        'confluent-identity-pool-id': 'pool-1',
      });
    expect(registry.requests).toHaveLength(2);
  });

  test('asks for another one when it has ended', async () => {
    const [registry, server] = [await opened(startRegistryStub()), await issuer(200, 0)];
    await register(`http://127.0.0.1:${registry.port}`, oauth(server), 'one', 'two');
    const sent = registry.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('fails the task when the client is refused, and tries again when the server is down', async () => {
    const registry = await opened(startRegistryStub());
    const url = `http://127.0.0.1:${registry.port}`;
    const refused: unknown = await register(url, oauth(await issuer(401))).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConnectError);
    expect(refused).not.toBeInstanceOf(DataError);
    expect(refused).not.toBeInstanceOf(RetriableError);
    expect(String(refused)).not.toContain('s3cret');
    await expect(register(url, oauth(await issuer(503)))).rejects.toThrow(RetriableError);
    expect(registry.requests).toEqual([]);
  });
});

describe('a registry that wants client certificates', () => {
  const start = async (): Promise<Stub> => {
    const [key, cert] = await Promise.all([readFile(certificate.keyFile), readFile(certificate.certificateFile)]);
    return opened(startRegistryStub({ key, cert, ca: cert, requestCert: true, rejectUnauthorized: true }));
  };
  const trust = (): RawConfig => ({ 'schema.registry.ssl.truststore.location': certificate.certificateFile });
  const files = (): RawConfig => ({ ...trust(), 'schema.registry.ssl.keystore.location': certificate.keyStoreFile });

  test('is given one of files', async () => {
    const registry = await start();
    await register(`https://localhost:${registry.port}`, files());
    expect(registry.requests).toHaveLength(1);
  });

  test('is given one of the configuration', async () => {
    const registry = await start();
    const [key, chain] = await Promise.all([
      readFile(certificate.keyFile, 'utf8'),
      readFile(certificate.certificateFile, 'utf8'),
    ]);
    await register(`https://localhost:${registry.port}`, {
      'schema.registry.ssl.truststore.certificates': chain,
      'schema.registry.ssl.keystore.key': key,
      'schema.registry.ssl.keystore.certificate.chain': chain,
    });
    expect(registry.requests).toHaveLength(1);
  });

  test('answers nobody without one, and is not trusted by itself', async () => {
    const registry = await start();
    const url = `https://localhost:${registry.port}`;
    await expect(register(url, trust())).rejects.toThrow(/cannot be reached/);
    await expect(register(url, {})).rejects.toThrow(/self-signed certificate/);
    expect(registry.requests).toEqual([]);
  });

  test('must be of the host of its certificate, unless told otherwise', async () => {
    const registry = await start();
    const url = `https://127.0.0.2:${registry.port}`;
    await expect(register(url, files())).rejects.toThrow(/127\.0\.0\.2/);
    await register(url, { ...files(), 'schema.registry.ssl.endpoint.identification.algorithm': '' });
    expect(registry.requests).toHaveLength(1);
  });

  test('is reached through a proxy', async () => {
    const [registry, proxy] = [await start(), await opened(startProxyStub())];
    const through = { 'proxy.host': '127.0.0.1', 'proxy.port': String(proxy.port) };
    await register(`https://localhost:${registry.port}`, { ...files(), ...through });
    expect(proxy.requests.map(({ path }) => path)).toEqual([`localhost:${registry.port}`]);
    expect(registry.requests).toHaveLength(1);
  });
});

describe('rules of a data contract', () => {
  const answer = (mode: string, disabled = false) => ({
    status: 200,
    body: {
      id: 1,
      version: 1,
      schema: '"string"',
      ruleSet: { domainRules: [{ name: 'secret', type: 'ENCRYPT', mode, disabled }] },
    },
  });
  const urlOf = async (mode: string, disabled?: boolean): Promise<string> =>
    `http://127.0.0.1:${(await opened(startStub(() => answer(mode, disabled)))).port}`;
  const latest = { 'auto.register.schemas': 'false', 'use.latest.version': 'true' };
  const read = (url: string) => {
    const converter = avroConverter.create({ 'schema.registry.url': url }, false);
    return whenReady(() => converter.toConnectData('t', Buffer.of(0, 0, 0, 0, 1, 2, 0x61)));
  };
  const refused = { cause: { message: expect.stringMatching(/rules of a data contract, which are not supported/) } };

  test.each([{}, { 'auto.register.schemas': 'false' }, latest])('are not left out when writing, %o', async (config) => {
    for (const mode of ['WRITE', 'WRITEREAD'])
      await expect(register(await urlOf(mode), config)).rejects.toMatchObject(refused);
    await register(await urlOf('READ'), config);
    await register(await urlOf('WRITE', true), config);
  });

  test('are not left out when reading', async () => {
    for (const mode of ['READ', 'WRITEREAD']) await expect(read(await urlOf(mode))).rejects.toMatchObject(refused);
    expect(await read(await urlOf('WRITE'))).toMatchObject({ value: 'a' });
    expect(await read(await urlOf('READ', true))).toMatchObject({ value: 'a' });
  });
});

test('a registry without TLS is reached through a proxy, and not at all without the proxy', async () => {
  const [registry, proxy] = [await opened(startRegistryStub()), await opened(startProxyStub())];
  const url = `http://127.0.0.1:${registry.port}`;
  const through = { 'proxy.host': '127.0.0.1', 'proxy.port': String(proxy.port) };
  await register(url, through);
  expect(proxy.requests.map(({ path }) => path)).toEqual([`127.0.0.1:${registry.port}`]);
  proxy.close();
  await expect(register(url, through)).rejects.toThrow(RetriableError);
  expect(registry.requests).toHaveLength(1);
});
