import type { ConfigProblem, RawConfig } from '../../../../connect/connector.ts';
import type { CassandraSinkConfig } from '../config.ts';
import { DEFAULT_CODEC, type TableMapping } from '../mapping/table-mapping.ts';
import type { ConnectionSettings } from '../settings.ts';
import { contactPoints, orNull } from './contact-points.ts';
import type { Front } from './front.ts';

const credentials = (config: CassandraSinkConfig): ConnectionSettings['credentials'] => {
  const username = config['cassandra.username'];
  const password = config['cassandra.password'];
  const isOff = config['cassandra.security'].toUpperCase() === 'NONE' || config['cassandra.security.enabled'] === false;
  // A cluster without authentication never asks.
  return isOff || password.value() === '' ? null : { username, password };
};

const connection = (config: CassandraSinkConfig): ConnectionSettings => ({
  contactPoints: contactPoints(config['cassandra.contact.points'], config['cassandra.port']),
  localDc: orNull(config['cassandra.local.datacenter']),
  secureConnectBundle: null,
  credentials: credentials(config),
  tls: config['cassandra.ssl.enabled']
    ? {
        trusted: orNull(config['cassandra.ssl.truststore.path']),
        keyStore: orNull(config['cassandra.ssl.keystore.path']),
        keyStorePassword: config['cassandra.ssl.keystore.password'],
        certificate: null,
        key: null,
        verifiesHost: true,
        ciphers: [],
      }
    : null,
  connectionsPerHost: 1,
  requestTimeoutMs: 12_000,
  connectTimeoutMs: 5000,
});

const CACHING = {
  ALL: { keys: 'ALL', rows_per_partition: 'ALL' },
  KEYS_ONLY: { keys: 'ALL', rows_per_partition: 'NONE' },
  ROWS_ONLY: { keys: 'NONE', rows_per_partition: 'ALL' },
  NONE: { keys: 'NONE', rows_per_partition: 'NONE' },
} as const;
const COMPRESSION = {
  SNAPPY: "{'class': 'SnappyCompressor'}",
  LZ4: "{'class': 'LZ4Compressor'}",
  DEFLATE: "{'class': 'DeflateCompressor'}",
  NONE: "{'enabled': 'false'}",
} as const;

const tableOptions = (config: CassandraSinkConfig): string => {
  const { keys, rows_per_partition: rows } = CACHING[config['cassandra.table.create.caching']];
  const compression = COMPRESSION[config['cassandra.table.create.compression.algorithm']];
  return `caching = {'keys': '${keys}', 'rows_per_partition': '${rows}'} AND compression = ${compression}`;
};

const mapping = (config: CassandraSinkConfig, topic: string): TableMapping => ({
  keyspace: config['cassandra.keyspace'],
  table: topic,
  foldsCase: true,
  columns: [],
  // What is in the value is read from there; what only the key has, from the key.
  wildcards: ['value', 'key'],
  ttlSource: null,
  timestampSource: null,
  ttlSeconds: config['cassandra.ttl'],
  ttlUnit: 'SECONDS',
  timestampUnit: 'MICROSECONDS',
  consistency: config['cassandra.consistency.level'],
  nullToUnset: false,
  absentToUnset: true,
  deletes: config['cassandra.deletes.enabled'] ? 'tombstone' : 'refused',
  deleteKeys: null,
  write: config['cassandra.write.mode'] === 'INSERT' ? 'insert' : 'update',
  query: null,
  codec: DEFAULT_CODEC,
  creates: {
    keyspace: config['cassandra.keyspace.create.enabled'],
    table: config['cassandra.table.manage.enabled'],
    options: tableOptions(config),
  },
});

/** Confluent's language: a table for each topic, columns named after fields. */
export const confluentFront: Front = {
  problems: (_config, raw: RawConfig): readonly ConfigProblem[] =>
    Object.keys(raw)
      .filter((key) => /^cassandra\.(kcql|table\.name)$/.test(key))
      .map((key) => ({ key, message: `${key} is no setting of this connector: the table is named after the topic` })),
  settings: (config) => {
    const mappings = new Map<string, readonly TableMapping[]>();
    const retries = config['max.retries'];
    return {
      connection: connection(config),
      mappingsOf: (topic) => {
        const known = mappings.get(topic) ?? [mapping(config, topic)];
        mappings.set(topic, known);
        return known;
      },
      ignoredErrors: 'none',
      maxConcurrentRequests: 500,
      maxBatch: 32,
      maxRetries: retries < 0 ? null : retries,
      retryBackoffMs: config['retry.backoff.ms'],
    };
  },
  repeats: () => true,
};
