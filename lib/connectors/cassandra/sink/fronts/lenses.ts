import { hasReference } from '../../../../config/references.ts';
import type { ConfigProblem, RawConfig } from '../../../../connect/connector.ts';
import { asError } from '../../../../connect/errors.ts';
import type { CassandraSinkConfig } from '../config.ts';
import { type ParsedKcql, parseKcql } from '../kcql/parse-kcql.ts';
import type { ColumnSource, TableMapping } from '../mapping/table-mapping.ts';
import type { ConnectionSettings } from '../settings.ts';
import { contactPoints, orNull } from './contact-points.ts';
import type { Front } from './front.ts';
import { codecSettings, tableMapping } from './table-settings.ts';

const KCQL = 'connect.cassandra.kcql';

const connection = (config: CassandraSinkConfig): ConnectionSettings => {
  const hosts = config['connect.cassandra.host'];
  const isOld = config['connect.cassandra.auth.username'] === '';
  const username = isOld ? config['connect.cassandra.username'] : config['connect.cassandra.auth.username'];
  const password = isOld ? config['connect.cassandra.password'] : config['connect.cassandra.auth.password'];
  return {
    contactPoints: contactPoints(
      hosts === '' ? config['connect.cassandra.contact.points'] : hosts.split(/\s*,\s*/),
      config['connect.cassandra.port'],
    ),
    localDc: orNull(config['connect.cassandra.load.balancing.local.dc']),
    secureConnectBundle: null,
    credentials: username === '' ? null : { username, password },
    tls: config['connect.cassandra.ssl.enabled']
      ? {
          trusted: orNull(config['connect.cassandra.trust.store.path']),
          keyStore: orNull(config['connect.cassandra.key.store.path']),
          keyStorePassword: config['connect.cassandra.key.store.password'],
          certificate: null,
          key: null,
          verifiesHost: config['connect.cassandra.ssl.hostname.verification'],
          ciphers: config['connect.cassandra.ssl.cipher.suites'].split(/\s*,\s*/).filter((cipher) => cipher !== ''),
        }
      : null,
    connectionsPerHost: config['connect.cassandra.connection.pool.size'],
    requestTimeoutMs: config['connect.cassandra.query.timeout.ms'],
    connectTimeoutMs: config['connect.cassandra.connect.timeout.ms'],
  };
};

const DELETE = /^\s*DELETE\s+FROM\s+[\w."]+\s+WHERE\s+([\s\S]+?)\s*;?\s*$/i;

/** The columns of `a = ? AND b = ?`, or what is wrong. */
const deleteColumns = (statement: string): readonly string[] | string => {
  const [, conditions] = DELETE.exec(statement) ?? [];
  const columns = (conditions ?? '').split(/\s+AND\s+/i).map((one) => /^"?(\w+)"?\s*=\s*\?$/.exec(one.trim())?.[1]);
  const known = columns.filter((column) => column !== undefined);
  return conditions !== undefined && known.length === columns.length
    ? known
    : 'expected DELETE FROM table WHERE column = ? AND …, with nothing else';
};

const deleteKeys = (config: CassandraSinkConfig): readonly ColumnSource[] | null => {
  const columns = deleteColumns(config['connect.cassandra.delete.statement']);
  const fields = config['connect.cassandra.delete.struct_flds'].filter((field) => field !== '');
  if (typeof columns === 'string') return null;
  return columns.map((column, index) => ({
    column,
    source: { kind: 'field', part: 'key', path: fields[index] ?? (columns.length > 1 ? column : '') },
  }));
};

const PROPERTY = /^(ttl|ttlTimeUnit|timestampTimeUnit|consistencyLevel|nullToUnset|deletesEnabled|query)$/;

const mapping = (config: CassandraSinkConfig, kcql: ParsedKcql): TableMapping => {
  const settings = Object.fromEntries(Object.entries(kcql.properties).filter(([name]) => PROPERTY.test(name)));
  const codec = Object.fromEntries(
    Object.entries(kcql.properties).flatMap(([name, value]) =>
      name.startsWith('codec.') ? [[name.slice('codec.'.length), value]] : [],
    ),
  );
  const base = tableMapping(
    {
      topic: kcql.topic,
      keyspace: kcql.keyspace ?? config['connect.cassandra.key.space'],
      table: kcql.table,
      prefix: KCQL,
      // The mapping is KCQL's; this one is only there to be parsed.
      values: { ...settings, mapping: 'x=value.x', deletesEnabled: 'false' },
    },
    codecSettings(codec),
  );
  return {
    ...base,
    foldsCase: true,
    columns: kcql.columns,
    wildcards: kcql.isWildcard ? ['value'] : [],
    ttlSeconds: kcql.ttlSeconds === 0 ? null : (kcql.ttlSeconds ?? base.ttlSeconds),
    consistency: orNull(config['connect.cassandra.consistency.level']) ?? base.consistency,
    nullToUnset: settings.nullToUnset?.toLowerCase() === 'true',
    // Rows are inserted as JSON there, which deletes what it does not name unless it is told otherwise.
    absentToUnset: config['connect.cassandra.default.value'] === 'UNSET' || 'nullToUnset' in settings,
    deletes: config['connect.cassandra.delete.enabled'] ? 'tombstone' : 'refused',
    deleteKeys: config['connect.cassandra.delete.enabled'] ? deleteKeys(config) : null,
  };
};

const kcqlProblems = (config: CassandraSinkConfig): readonly ConfigProblem[] => {
  const text = config[KCQL];
  if (hasReference(text)) return [];
  try {
    const statements = parseKcql(text);
    for (const statement of statements) {
      mapping(config, statement);
      const unknown = Object.keys(statement.properties).find((name) => !PROPERTY.test(name) && !/^codec\./.test(name));
      if (unknown !== undefined)
        return [
          {
            key: KCQL,
            message: `Invalid value ${text} for configuration ${KCQL}: the property ${unknown} is not supported`,
          },
        ];
    }
    return statements.some(({ keyspace }) => keyspace === null) && config['connect.cassandra.key.space'] === ''
      ? [{ key: 'connect.cassandra.key.space', message: 'connect.cassandra.key.space must be provided.' }]
      : [];
  } catch (error) {
    return [{ key: KCQL, message: `Invalid value ${text} for configuration ${KCQL}: ${asError(error).message}` }];
  }
};

const deleteProblems = (config: CassandraSinkConfig): readonly ConfigProblem[] => {
  const key = 'connect.cassandra.delete.statement';
  if (!config['connect.cassandra.delete.enabled']) return [];
  if (config[key] === '') return [{ key, message: `If connect.cassandra.delete.enabled is true, ${key} is required.` }];
  const columns = deleteColumns(config[key]);
  return typeof columns === 'string'
    ? [{ key, message: `Invalid value ${config[key]} for configuration ${key}: ${columns}` }]
    : [];
};

const topicProblems = (config: CassandraSinkConfig, raw: RawConfig): readonly ConfigProblem[] => {
  if (hasReference(config[KCQL]) || kcqlProblems(config).length > 0) return [];
  const sources = parseKcql(config[KCQL]).map(({ topic }) => topic);
  return (raw.topics ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '' && !sources.includes(topic) && !('transforms' in raw))
    .map((topic) => ({ key: KCQL, message: `Topic ${topic} is not a source of any statement in ${KCQL}` }));
};

/** Lenses' language, KCQL. */
export const lensesFront: Front = {
  problems: (config, raw) => [...kcqlProblems(config), ...deleteProblems(config), ...topicProblems(config, raw)],
  settings: (config) => {
    const byTopic = new Map<string, TableMapping[]>();
    for (const statement of parseKcql(config[KCQL]))
      byTopic.set(statement.topic, [...(byTopic.get(statement.topic) ?? []), mapping(config, statement)]);
    return {
      connection: connection(config),
      mappingsOf: (topic) => byTopic.get(topic) ?? [],
      ignoredErrors:
        config['connect.cassandra.error.policy'] === 'NOOP' ? 'all' : config['connect.cassandra.ignore.errors.mode'],
      maxConcurrentRequests: config['connect.cassandra.max.concurrent.requests'],
      maxBatch: config['connect.cassandra.max.batch.size'],
      maxRetries: config['connect.cassandra.max.retries'],
      retryBackoffMs: config['connect.cassandra.retry.interval'],
    };
  },
  repeats: (config) => !/now\(\)/i.test(config[KCQL]),
};
