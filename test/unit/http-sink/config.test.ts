import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { httpSinkConfig } from '../../../lib/connectors/http/sink/config.ts';
import { httpSink } from '../../../lib/connectors/http/sink/connector.ts';
import { parseSettings } from '../../../lib/connectors/http/sink/settings.ts';
import { parseStatusCodes } from '../../../lib/connectors/http/status-codes.ts';
import { AIVEN, CONFLUENT, PUBLISHED } from './published.ts';

const errors = (config: Readonly<Record<string, string>>) =>
  validateConfig(httpSinkConfig, config).flatMap((key) => key.errors);

test.each(Object.entries(PUBLISHED))('%s is valid as it is published', (_name, config) => {
  expect(errors(config)).toEqual([]);
  expect(httpSink.validate(config)).toEqual([]);
});

describe('what would change results and is not supported is refused', () => {
  test.each([
    ['http.api.url', 'ftp://user:sesame@host', /^Invalid value for configuration http.api.url: not a URL/],
    ['oauth2.jwt.enabled', 'true', /assertions are not supported/],
    ['http.ssl.truststore.location', '/a.jks', /cannot be read here/],
    ['https.ssl.keystore.location', '/a.jks', /Only PEM files can be read/],
    ['retry.on.status.codes', '4xx', /Give status codes and ranges/],
    ['oauth2.request.client.id.property', 'id', /cannot be changed/],
  ])('%s=%s', (key, value, message) => {
    expect(errors({ [key]: value })).toEqual([expect.stringMatching(message)]);
    expect(errors({ [key]: value }).join()).not.toContain('sesame');
  });
});

describe('keys that only make sense together', () => {
  const url = { 'http.api.url': 'http://localhost' };
  test.each([
    [{}, ['http.api.url']],
    [{ ...url, 'auth.type': 'BASIC' }, ['connection.user']],
    [{ ...url, 'auth.type': 'OAUTH2' }, ['oauth2.token.url', 'oauth2.client.id', 'oauth2.client.secret']],
    [{ ...url, 'auth.type': 'API_KEY' }, ['api.key.name', 'api.key.value']],
    [{ ...url, 'http.authorization.type': 'static' }, ['http.headers.authorization']],
    [{ ...url, headers: 'no colon' }, ['headers']],
    [{ ...url, 'regex.patterns': 'a~b', 'regex.replacements': 'c' }, ['regex.patterns']],
    [{ ...url, 'regex.patterns': '(', 'regex.replacements': 'c' }, ['regex.patterns']],
    [{ ...url, 'http.proxy.host': 'proxy' }, ['http.proxy.port']],
  ])('%o', (config, keys) => {
    expect(httpSink.validate(config).map(({ key }) => key)).toEqual(keys);
  });
});

test.each([
  ['400-', [400, 599], [399]],
  ['408, 429,500-504', [408, 429, 500, 504], [400, 505]],
  ['', [], [500]],
])('status codes %s', (text, among, others) => {
  const codes = parseStatusCodes(text) ?? (() => undefined);
  expect(among.map(codes)).toEqual(among.map(() => true));
  expect(others.map(codes)).toEqual(others.map(() => false));
});

test('the class says whose defaults count', () => {
  const settings = (raw: Readonly<Record<string, string>>) => parseSettings(parseConfig(httpSinkConfig, raw), raw);
  const url = { 'http.url': 'http://localhost' };
  expect(settings({ ...CONFLUENT, ...url }).batching).toMatchObject({ maxSize: 1, separator: ',', suffix: '' });
  expect(settings({ ...CONFLUENT, ...url }).retrying).toMatchObject({ maxRetries: 5, isExponential: true });
  expect(settings({ ...AIVEN, ...url }).batching).toMatchObject({ maxSize: 1, separator: '', suffix: '' });
  const batching = { ...AIVEN, ...url, 'batching.enabled': 'true', 'batch.prefix': 'a\\n' };
  expect(settings(batching).batching).toEqual({
    maxSize: 500,
    keyPattern: '',
    prefix: 'a\n',
    separator: '\n',
    suffix: '\n',
  });
  expect(settings(batching).retrying).toMatchObject({ maxRetries: 1, isExponential: false });
});
