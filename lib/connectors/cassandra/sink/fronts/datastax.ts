import { hasReference } from '../../../../config/references.ts';
import type { ConfigProblem, RawConfig } from '../../../../connect/connector.ts';
import { asError } from '../../../../connect/errors.ts';
import type { CassandraSinkConfig } from '../config.ts';
import { DEFAULT_CODEC, type TableMapping } from '../mapping/table-mapping.ts';
import type { ConnectionSettings, TlsSettings } from '../settings.ts';
import { contactPoints, orNull } from './contact-points.ts';
import { DRIVER, driverKey, driverProblems } from './driver-keys.ts';
import type { Front } from './front.ts';
import { codecSettings, tableMapping, tableProblems } from './table-settings.ts';
import { codecKeys, codecTopics, tableKeys, unreadableTopicKeys } from './topic-keys.ts';

const tls = (config: CassandraSinkConfig): TlsSettings | null =>
  config['ssl.provider'] === 'None'
    ? null
    : {
        trusted: orNull(config['ssl.truststore.path']),
        keyStore: orNull(config['ssl.keystore.path']),
        keyStorePassword: config['ssl.keystore.password'],
        certificate: orNull(config['ssl.openssl.keyCertChain']),
        key: orNull(config['ssl.openssl.privateKey'].value()),
        verifiesHost: config['ssl.hostnameValidation'],
        ciphers: config['ssl.cipherSuites'].filter((cipher) => cipher !== ''),
      };

const hostsOf = (config: CassandraSinkConfig, raw: RawConfig): readonly string[] => {
  const own = config.contactPoints.filter((host) => host !== '');
  return own.length > 0 ? own : (driverKey(raw, DRIVER.contactPoints)?.split(/\s*,\s*/) ?? []);
};

const localDc = (config: CassandraSinkConfig, raw: RawConfig): string | null =>
  orNull(config['loadBalancing.localDc']) ?? driverKey(raw, DRIVER.localDc) ?? null;

const bundleOf = (config: CassandraSinkConfig, raw: RawConfig): string | null =>
  orNull(config['cloud.secureConnectBundle']) ?? driverKey(raw, DRIVER.bundle) ?? null;

const connection = (config: CassandraSinkConfig, raw: RawConfig): ConnectionSettings => ({
  contactPoints: contactPoints(hostsOf(config, raw), config.port),
  localDc: localDc(config, raw),
  secureConnectBundle: bundleOf(config, raw),
  // As the original: a user name without a provider means PLAIN.
  credentials:
    config['auth.username'] === '' ? null : { username: config['auth.username'], password: config['auth.password'] },
  tls: tls(config),
  connectionsPerHost: config.connectionPoolLocalSize,
  requestTimeoutMs: config.queryExecutionTimeout * 1000,
  connectTimeoutMs: 5000,
});

/** Astra refuses to write with less than a quorum: as the original, what asks for less gets one. */
const inCloud = (mapping: TableMapping): TableMapping =>
  ['ANY', 'ONE', 'LOCAL_ONE'].includes(mapping.consistency) ? { ...mapping, consistency: 'LOCAL_QUORUM' } : mapping;

const codecProblems = (raw: RawConfig, topic: string): readonly ConfigProblem[] => {
  try {
    codecSettings(codecKeys(raw, topic));
    return [];
  } catch (error) {
    const { message } = asError(error);
    const name = /configuration (\w+)/.exec(message)?.[1] ?? 'locale';
    return [{ key: `topic.${topic}.codec.${name}`, message }];
  }
};

const topicsWithoutTable = (raw: RawConfig): readonly ConfigProblem[] => {
  const known = new Set(tableKeys(raw).map(({ topic }) => topic));
  return (raw.topics ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '' && !known.has(topic) && !('transforms' in raw))
    .map((topic) => ({
      key: 'topics',
      message: `Invalid value ${raw.topics} for configuration topics: Missing topic settings (topic.${topic}.*) for topic ${topic}`,
    }));
};

const connectionProblems = (config: CassandraSinkConfig, raw: RawConfig): readonly ConfigProblem[] => {
  const hosts = hostsOf(config, raw);
  if (bundleOf(config, raw) !== null)
    return hosts.length > 0 || localDc(config, raw) !== null || config['ssl.provider'] !== 'None'
      ? [
          {
            key: 'cloud.secureConnectBundle',
            message:
              'When this parameter is specified you should not specify contactPoints, loadBalancing.localDc or ssl.*: they are part of the bundle',
          },
        ]
      : [];
  return hosts.length > 0 && localDc(config, raw) === null
    ? [
        {
          key: 'contactPoints',
          message: 'When contact points is provided, loadBalancing.localDc must also be specified',
        },
      ]
    : [];
};

const withoutReferences = (raw: RawConfig): RawConfig =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => !hasReference(value)));

/** DataStax's language: `topic.<topic>.<keyspace>.<table>.mapping`. */
export const datastaxFront: Front = {
  problems: (config, given) => {
    const raw = withoutReferences(given);
    return [
      ...unreadableTopicKeys(raw),
      ...codecTopics(raw).flatMap((topic) => codecProblems(raw, topic)),
      ...tableKeys(raw)
        .filter(({ prefix }) => !hasReference(given[`${prefix}.mapping`] ?? ''))
        .flatMap((keys) => tableProblems(keys, DEFAULT_CODEC)),
      ...topicsWithoutTable(given),
      ...connectionProblems(config, raw),
      ...driverProblems(raw),
    ];
  },
  settings: (config, raw) => {
    const byTopic = new Map<string, TableMapping[]>();
    const isCloud = bundleOf(config, raw) !== null;
    for (const keys of tableKeys(raw)) {
      const mapping = tableMapping(keys, codecSettings(codecKeys(raw, keys.topic)));
      byTopic.set(keys.topic, [...(byTopic.get(keys.topic) ?? []), isCloud ? inCloud(mapping) : mapping]);
    }
    const ignored = { None: 'none', Driver: 'driver', All: 'all' } as const;
    return {
      connection: connection(config, raw),
      mappingsOf: (topic) => byTopic.get(topic) ?? [],
      ignoredErrors: ignored[config.ignoreErrors],
      maxConcurrentRequests: config.maxConcurrentRequests,
      maxBatch: config.maxNumberOfRecordsInBatch,
      maxRetries: null,
      retryBackoffMs: 1000,
    };
  },
  repeats: (_config, raw) =>
    tableKeys(raw).every(({ values }) => values.query === undefined && !/=\s*now\s*\(/.test(values.mapping ?? '')),
};
