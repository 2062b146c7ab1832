import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../lib/connect/errors.ts';
import { addressOf, parseJdbcUrl, redactJdbcUrl } from '../../../lib/connectors/jdbc/jdbc-url.ts';
import { sessionSettings } from '../../../lib/connectors/jdbc/session-settings.ts';
import { timeZone } from '../../../lib/connectors/jdbc/time-zone.ts';

test('takes host, port, database, credentials and parameters apart', () => {
  expect(parseJdbcUrl('jdbc:postgresql://db.example.org:6543/shop?user=a%40b&password=p%26w&sslMode=require')).toEqual({
    subprotocol: 'postgresql',
    hosts: [{ host: 'db.example.org', port: 6543 }],
    database: 'shop',
    user: 'a@b',
    password: 'p&w',
    parameters: new Map([['sslmode', 'require']]),
  });
});

test.each([
  ['jdbc:postgresql://db/shop', 'postgresql://db:5432/shop'],
  ['jdbc:postgresql:shop', 'postgresql://localhost:5432/shop'],
  ['jdbc:postgresql://[::1]:5433/', 'postgresql://::1:5433/'],
  ['jdbc:postgresql://one,two:5433/shop', 'postgresql://one:5432,two:5433/shop'],
  ['jdbc:mysql://db/shop%20one', 'mysql://db:3306/shop one'],
  ['jdbc:mysql://user:pass@db:3307/shop', 'mysql://db:3307/shop'],
  ['jdbc:mariadb://db:1/', 'mariadb://db:1/'],
  ['jdbc:sqlite:/tmp/a b.db?cache=shared', 'sqlite:/tmp/a b.db'],
  ['jdbc:sqlite:relative.db', 'sqlite:relative.db'],
])('%s', (url, address) => {
  expect(addressOf(parseJdbcUrl(url))).toBe(address);
});

test('credentials before the host count, but less than parameters', () => {
  expect(parseJdbcUrl('jdbc:mysql://u%3A:p%40@db/x')).toMatchObject({ user: 'u:', password: 'p@' });
  expect(parseJdbcUrl('jdbc:mysql://u:p@db/x?user=other')).toMatchObject({ user: 'other', password: 'p' });
});

test.each([
  'jdbc:sqlite::memory:',
  'jdbc:sqlite:',
  'jdbc:sqlite:file::memory:?cache=shared',
  'jdbc:sqlite:x?mode=memory',
])('%s is no shared database', (url) => {
  expect(() => parseJdbcUrl(url)).toThrow('an in-memory database cannot be shared');
});

describe('of what is not supported the message shows no credentials', () => {
  test.each([
    ['jdbc:oracle:thin:scott/tiger@//host:1521/x', 'jdbc:oracle:…'],
    ['jdbc:sqlserver://host;user=sa;password=secret', 'jdbc:sqlserver://host'],
    ['jdbc:db2://u:secret@host:5/x?password=secret', 'jdbc:db2://host:5/x'],
    ['jdbc:db2://u:sec/ret@host/x', 'jdbc:db2:…'],
    ['jdbc:db2://h/x?password=sec@ret', 'jdbc:db2://h/x'],
    ['postgres://u:secret@h/x', '…'],
  ])('%s', (url, shown) => {
    expect(redactJdbcUrl(url)).toBe(shown);
    expect(() => parseJdbcUrl(url)).toThrow(ConfigError);
    expect(() => parseJdbcUrl(url)).toThrow(
      `Invalid value ${shown} for configuration connection.url: jdbc:postgresql://host:port/database, `,
    );
  });

  test('nor does that of a wrong host', () => {
    expect(() => parseJdbcUrl('jdbc:mysql://u:secret@h:port/x')).toThrow('the host is written host or host:port');
    expect(() => parseJdbcUrl('jdbc:mysql://u:secret@h:port/x')).not.toThrow('secret');
  });
});

test('parameters of the driver may stand beside the URL', () => {
  const config = {
    'connection.url': 'jdbc:postgresql://db/shop?sslmode=prefer&ApplicationName=a',
    'connection.user': null,
    'connection.password': null,
  };
  const raw = { 'connection.url': config['connection.url'], 'connection.sslmode': 'require', name: 'x' };
  const settings = sessionSettings(config, raw, {
    isolation: 'DEFAULT',
    dates: { zone: timeZone('UTC'), calendar: 'LEGACY' },
    mayCreate: false,
  });
  expect([...settings.url.parameters]).toEqual([
    ['sslmode', 'require'],
    ['applicationname', 'a'],
  ]);
});
