import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { findPlugin } from '../../../lib/config/plugin-names.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { cassandraSinkConfig } from '../../../lib/connectors/cassandra/sink/config.ts';
import { cassandraSink } from '../../../lib/connectors/cassandra/sink/connector.ts';
import { frontOf } from '../../../lib/connectors/cassandra/sink/fronts/front-of.ts';
import { connectors } from '../../../lib/connectors/catalogue.ts';
import { PUBLISHED } from './published.ts';

/** As the herder: across keys only once each of them is right. */
const messages = (raw: RawConfig): readonly string[] => {
  const ofKeys = validateConfig(cassandraSinkConfig, raw).flatMap(({ errors }) => errors);
  return ofKeys.length > 0 ? ofKeys : cassandraSink.validate(raw).map(({ key, message }) => `${key}: ${message}`);
};

const datastax = (more: RawConfig = {}): RawConfig => ({
  topics: 't',
  contactPoints: 'c',
  'loadBalancing.localDc': 'dc1',
  'topic.t.ks.tab.mapping': 'a=value.a',
  ...more,
});

const settingsOf = (raw: RawConfig) => {
  const config = parseConfig(cassandraSinkConfig, raw);
  return frontOf(config).settings(config, raw);
};

describe('configurations as they are published', () => {
  it.each(Object.entries(PUBLISHED))('%s is taken', (_what, raw) => {
    expect(findPlugin(connectors, raw['connector.class'] ?? '', 'Connector')?.name).toBe('cassandra-sink');
    expect(messages(raw)).toEqual([]);
    const config = parseConfig(cassandraSinkConfig, raw);
    const topic = (raw.topics ?? '').replace('employees.', '');
    expect(frontOf(config).settings(config, raw).mappingsOf(topic)).toHaveLength(1);
  });
});

describe('what would change results is refused', () => {
  it.each([
    [{ 'topic.t.ks.tab.mapping': 'a=b' }, "Invalid field name 'b'"],
    [{ 'topic.t.ks.tab.mappings': 'a=b' }, 'expected topic.<topic>.<keyspace>.<table>.<setting>'],
    [{ 'topic.t.ks.tab.ttl': '-2' }, 'topic.t.ks.tab.ttl'],
    [{ 'topic.t.ks.tab.consistencyLevel': 'SOME' }, 'topic.t.ks.tab.consistencyLevel'],
    [{ 'topic.t.ks.tab.query': 'INSERT …' }, 'set the deletesEnabled to false'],
    [{ 'topic.t.ks.tab.query': 'x :b', 'topic.t.ks.tab.deletesEnabled': 'false' }, 'missing b'],
    [{ 'topic.t.codec.locale': 'de_DE' }, 'topic.t.codec.locale'],
    [{ 'topic.t.codec.timeZone': 'Nowhere' }, 'not a time zone'],
    [{ 'topic.t.codec.date': 'dd MMM yyyy' }, 'expected a pattern'],
    [{ topics: 't,u' }, 'Missing topic settings (topic.u.*) for topic u'],
    [{ 'loadBalancing.localDc': '' }, 'loadBalancing.localDc must also be specified'],
    [{ 'cloud.secureConnectBundle': '/b.zip' }, 'part of the bundle'],
    [{ 'ssl.truststore.path': '/trust.jks' }, 'Java key stores cannot be read'],
    [{ 'auth.provider': 'GSSAPI' }, 'Kerberos is not supported'],
    [{ 'datastax-java-driver.advanced.auth-provider.class': 'X' }, 'Settings of the Java driver'],
    [{ 'cassandra.keyspace': 'ks' }, 'Keys of several connectors cannot be mixed'],
  ])('%j', (more, message) => expect(messages(datastax(more)).join('\n')).toContain(message));

  it.each([
    [{ 'cassandra.contact.points': 'c' }, 'Missing required configuration "cassandra.keyspace"'],
    [
      { 'connector.class': 'io.lenses.streamreactor.connect.cassandra.CassandraSinkConnector' },
      '"connect.cassandra.kcql"',
    ],
    [{ 'connect.cassandra.kcql': 'SELECT' }, 'KCQL is INSERT INTO'],
    [{ 'connect.cassandra.kcql': 'INSERT INTO a SELECT * FROM t' }, 'connect.cassandra.key.space must be provided'],
    [{ 'connect.cassandra.kcql': 'INSERT INTO a.b SELECT * FROM u', topics: 't' }, 'Topic t is not a source'],
    [
      { 'connect.cassandra.kcql': 'INSERT INTO a.b SELECT * FROM t', 'connect.cassandra.delete.enabled': 'true' },
      'connect.cassandra.delete.statement is required',
    ],
    [{ 'cassandra.keyspace': 'k', 'cassandra.kcql': 'x' }, 'the table is named after the topic'],
  ])('%j', (raw: RawConfig, message) => expect(messages(raw).join('\n')).toContain(message));
});

describe('what it comes to', () => {
  it('takes what the Java driver is told, and waits for references', () => {
    const { contactPoints: _hosts, 'loadBalancing.localDc': _dc, ...rest } = datastax();
    const raw = {
      ...rest,
      'datastax-java-driver.basic.contact-points': '127.0.0.1:9042, 127.0.0.2:9043',
      'datastax-java-driver.basic.load-balancing-policy.local-datacenter': 'dc2',
      'datastax-java-driver.advanced.metrics.session.enabled': 'a,b',
    };
    expect(messages(raw)).toEqual([]);
    expect(settingsOf(raw).connection).toMatchObject({
      contactPoints: ['127.0.0.1:9042', '127.0.0.2:9043'],
      localDc: 'dc2',
    });
    expect(messages(datastax({ 'topic.t.ks.tab.mapping': '${file:/secrets:mapping}' }))).toEqual([]);
  });

  it('writes at a quorum to Astra, and to topics whose names have dots', () => {
    const raw = { 'cloud.secureConnectBundle': '/b.zip', 'topic.a.b.ks.Tab.mapping': 'a=value.a', topics: 'a.b' };
    expect(messages(raw)).toEqual([]);
    expect(settingsOf(raw).mappingsOf('a.b')).toMatchObject([
      { keyspace: 'ks', table: 'Tab', consistency: 'LOCAL_QUORUM' },
    ]);
  });

  it('is exactly once where rows are told by their keys', () => {
    expect(cassandraSink.exactlyOnceSupport(datastax())).toBe('SUPPORTED');
    expect(cassandraSink.exactlyOnceSupport(datastax({ 'topic.t.ks.tab.mapping': 'a=now()' }))).toBe('UNSUPPORTED');
    expect(cassandraSink.exactlyOnceSupport(datastax({ 'topic.t.ks.tab.query': 'x' }))).toBe('UNSUPPORTED');
  });

  it('shows no password', () => {
    const settings = settingsOf(datastax({ 'auth.username': 'u', 'auth.password': 'hidden-one' }));
    expect(JSON.stringify(settings)).not.toContain('hidden-one');
  });
});
