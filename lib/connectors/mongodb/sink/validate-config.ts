import type { ConfigProblem, RawConfig } from '../../../connect/connector.ts';
import { asError } from '../../../connect/errors.ts';
import { undeclaredProblems } from '../shared-problems.ts';
import { KEY_ID_STRATEGIES, simpleName } from './class-names.ts';
import type { MongoSinkConfig, SinkTopicConfig } from './config.ts';
import { overriddenTopics, topicConfig } from './topic-config.ts';

const deletes = (config: SinkTopicConfig): readonly ConfigProblem[] => {
  const isDefault = simpleName(config['delete.writemodel.strategy']) === 'DeleteOneDefaultStrategy';
  const strategy = simpleName(config['document.id.strategy']);
  if (!config['delete.on.null.values'] || !isDefault || KEY_ID_STRATEGIES.some((one) => one === strategy)) return [];
  return [
    {
      key: 'delete.on.null.values',
      message: `Invalid value true for configuration delete.on.null.values: DeleteOneDefaultStrategy can only be applied when the configured IdStrategy is an instance of: ${KEY_ID_STRATEGIES.join(' or ')}`,
    },
  ];
};

const projections = (config: SinkTopicConfig): readonly ConfigProblem[] => {
  const partOf: Readonly<Record<string, 'key' | 'value'>> = {
    PartialKeyStrategy: 'key',
    PartialValueStrategy: 'value',
  };
  const part = partOf[simpleName(config['document.id.strategy'])];
  if (part === undefined) return [];
  const type = config[`document.id.strategy.partial.${part}.projection.type`] || config[`${part}.projection.type`];
  if (type !== 'none') return [];
  return [
    {
      key: 'document.id.strategy',
      message: `Invalid value ${config['document.id.strategy']} for configuration document.id.strategy: Invalid ${part}.projection.type value. It should be set to either blocklist or allowlist`,
    },
  ];
};

const tombstones = (config: SinkTopicConfig): readonly ConfigProblem[] =>
  simpleName(config['delete.writemodel.strategy']) === 'DeleteOneTombstoneBusinessKeyStrategy' &&
  config['delete.on.null.values'] &&
  simpleName(config['document.id.strategy']) !== 'PartialKeyStrategy'
    ? [
        {
          key: 'delete.writemodel.strategy',
          message: 'DeleteOneTombstoneBusinessKeyStrategy expects PartialKeyStrategy to be defined',
        },
      ]
    : [];

const both = (config: SinkTopicConfig, what: 'database' | 'collection'): readonly ConfigProblem[] => {
  const [key, value] = [`namespace.mapper.key.${what}.field`, `namespace.mapper.value.${what}.field`] as const;
  return config[key] !== '' && config[value] !== ''
    ? [{ key, message: `Cannot set both: '${key}' and '${value}'` }]
    : [];
};

const mapper = (config: SinkTopicConfig): readonly ConfigProblem[] => {
  if (simpleName(config['namespace.mapper']) !== 'FieldPathNamespaceMapper') return [];
  const isUnset =
    config['namespace.mapper.key.database.field'] === '' &&
    config['namespace.mapper.value.database.field'] === '' &&
    config['namespace.mapper.key.collection.field'] === '' &&
    config['namespace.mapper.value.collection.field'] === '';
  if (!isUnset) return [...both(config, 'database'), ...both(config, 'collection')];
  return [
    {
      key: 'namespace.mapper',
      message:
        'Missing configuration for the FieldBasedNamespaceMapper. Please configure the database and / or collection field path.',
    },
  ];
};

const timeSeries = (config: SinkTopicConfig): readonly ConfigProblem[] => {
  if (config['timeseries.timefield'].trim() !== '') return [];
  const message = 'Missing timeseries configuration: `timeseries.timefield`';
  return [
    ...(config['timeseries.metafield'] === '' ? [] : [{ key: 'timeseries.metafield', message }]),
    ...(config['timeseries.expire.after.seconds'] === 0 ? [] : [{ key: 'timeseries.expire.after.seconds', message }]),
    ...(config['timeseries.granularity'] === '' ? [] : [{ key: 'timeseries.granularity', message }]),
  ];
};

const ofTopic = (config: SinkTopicConfig): readonly ConfigProblem[] => [
  ...deletes(config),
  ...projections(config),
  ...tombstones(config),
  ...mapper(config),
  ...timeSeries(config),
];

/** Problems of a topic's own configuration, which show under a key that there is. */
const ofOverrides = (raw: RawConfig, topic: string): readonly ConfigProblem[] => {
  const under = (message: string): ConfigProblem => ({
    key: 'topic.override.%s.%s',
    message: `For topic ${topic}: ${message}`,
  });
  try {
    return ofTopic(topicConfig(raw, topic)).map(({ message }) => under(message));
  } catch (error) {
    return [under(asError(error).message)];
  }
};

/** What single keys cannot tell; the original's sentences where it has them. */
export const validateMongoSink = (config: MongoSinkConfig, raw: RawConfig): readonly ConfigProblem[] => [
  ...undeclaredProblems(raw),
  ...ofTopic(config),
  ...overriddenTopics(raw).flatMap((topic) => ofOverrides(raw, topic)),
];
