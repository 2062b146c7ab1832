import { expect, test } from 'vitest';
import { createRestApp } from '../../../lib/rest/create-rest-app.ts';
import { advertised } from '../../../lib/standalone/rest-bindings.ts';
import { parseRestConfig } from '../../../lib/standalone/rest-config.ts';
import { parseHeaderRules, serverOptions, tlsOptions } from '../../../lib/standalone/rest-settings.ts';
import { givenWorker } from '../herder/given-worker.ts';

const givenApp = async (properties: Readonly<Record<string, string>>) => {
  const options = await serverOptions(parseRestConfig(properties));
  const facts = { version: '4.3.1', commit: 'abc', clusterId: async () => 'cluster' };
  return createRestApp(givenWorker().herder, { ...facts, ...options });
};

test('headers are put on every answer, refusals included', async () => {
  const app = await givenApp({
    'response.http.headers.config':
      'add Cache-Control: no-cache, "add Cache-Control: no-store, private", set X-Frame-Options:DENY, setDate Expires: 0',
  });
  for (const path of ['/', '/nope']) {
    const { headers } = await app.request(path);
    expect(headers.get('Cache-Control')).toBe('no-cache, no-store, private');
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(Math.abs(Date.parse(headers.get('Expires') ?? '') - Date.now())).toBeLessThan(5_000);
  }
});

test.each(['X-Frame-Options: DENY', 'put X-A: b', 'set no value', 'setDate Expires: tomorrow'])(
  '%s is no rule for headers',
  (text) => {
    expect(() => parseHeaderRules(text)).toThrow('Invalid value');
  },
);

test('pages of the origins allowed may read, and use these methods', async () => {
  const app = await givenApp({ 'access.control.allow.origin': 'http://a.example, http://b.example' });
  const preflight = (origin: string) =>
    app.request('/connectors', {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'GET' },
    });
  const allowed = await preflight('http://b.example');
  expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe('http://b.example');
  expect(allowed.headers.get('Access-Control-Allow-Methods')).toBe('GET,POST,HEAD');
  expect((await preflight('http://c.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
});

test('without origins, no page of another origin may do anything', async () => {
  const app = await givenApp({ 'access.control.allow.origin': '' });
  const { headers } = await app.request('/', { headers: { Origin: 'http://a.example' } });
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
});

test('what is wrong with the settings is said at the start', async () => {
  const basic = 'org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension';
  const options = (properties: Readonly<Record<string, string>>) => serverOptions(parseRestConfig(properties));
  expect(() => parseRestConfig({ 'rest.extension.classes': 'com.example.Other' })).toThrow(/no extension here but/);
  await expect(options({ 'rest.extension.classes': basic })).rejects.toThrow('rest.basic.auth.users.file');
  const missing = { 'rest.extension.classes': basic, 'rest.basic.auth.users.file': '/no/such/file' };
  await expect(options(missing)).rejects.toThrow('Could not read /no/such/file');
  const secure = { listeners: 'https://:8443' };
  await expect(tlsOptions(parseRestConfig(secure))).rejects.toThrow('ssl.keystore.location');
  expect(() => parseRestConfig({ ...secure, 'ssl.keystore.type': 'JKS' })).toThrow('must be one of: PEM');
});

test('the ssl settings of Kafka’s clients are not those of http listeners', () => {
  expect(parseRestConfig({ 'ssl.keystore.type': 'JKS' })['ssl.keystore.location']).toBeNull();
});

test.each([
  [{}, 'http://127.0.0.1:8083'],
  [{ listeners: 'http://:9000' }, 'http://127.0.0.1:9000'],
  [{ listeners: 'http://:9000', 'rest.advertised.host.name': 'connect.example' }, 'http://connect.example:9000'],
  [{ listeners: 'http://a:1,https://b:2', 'rest.advertised.listener': 'https' }, 'https://b:2'],
  [{ listeners: 'http://a:1', 'rest.advertised.port': '80' }, 'http://a:80'],
])('%j is reached at %s', (properties, url) => {
  expect(advertised(parseRestConfig(properties))).toEqual({ url, workerId: url.replace(/^.*\//, '') });
});
