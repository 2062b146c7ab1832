import type { ConfigProblem } from '../../../connect/connector.ts';
import type { ElasticsearchConfig } from '../config.ts';
import { externalUsage, hasNamedStream, isUpsert, writesToStream } from '../settings.ts';

type Rule = (config: ElasticsearchConfig) => readonly ConfigProblem[];

const under = (keys: readonly string[], message: string): readonly ConfigProblem[] =>
  keys.map((key) => ({ key, message }));

const credentials: Rule = (config) => {
  const [user, password] = ['connection.username', 'connection.password'] as const;
  if ((config[user] === null) !== (config[password] === null))
    return under([user, password], `Both '${user}' and '${password}' must be set.`);
  return config['connection.api.key'] !== null && config[user] !== null
    ? under(['connection.api.key', user], 'An API key stands instead of a user')
    : [];
};

const signing: Rule = (config) => {
  const keys = ['aws.region', 'aws.service.signing.name'] as const;
  const isSigned = config['aws.region'] !== null && config['aws.service.signing.name'] !== null;
  if (!isSigned)
    return keys.some((key) => config[key] !== null) || config['aws.access_key_id'] !== null
      ? under(keys, 'Signed requests need aws.region and aws.service.signing.name')
      : [];
  if ((config['aws.access_key_id'] === null) !== (config['aws.secret_access_key'] === null))
    return under(
      ['aws.access_key_id', 'aws.secret_access_key'],
      'An access key takes both aws.access_key_id and aws.secret_access_key',
    );
  return config['connection.username'] !== null || config['connection.api.key'] !== null
    ? under([...keys], 'More than one authenticated configurator is applied for the client. Only one is allowed')
    : [];
};

const externalResources: Rule = (config) => {
  const pairs = [
    ['external.resource.usage', 'topic.to.external.resource.mapping', config['external.resource.usage'] !== 'DISABLED'],
    ['existing.resource.type', 'topic.to.existing.resource.mapping', config['existing.resource.type'] !== 'none'],
  ] as const;
  return pairs.flatMap(([usage, mapping, isUsed]) =>
    isUsed === config[mapping].length > 0
      ? []
      : under(
          [usage, mapping],
          `Invalid configuration: ${usage} and ${mapping} must be configured together. Either both must be set, or both must be empty.`,
        ),
  );
};

const streams: Rule = (config) => {
  const isTyped = config['data.stream.type'] !== 'NONE';
  const keys = ['data.stream.type', 'data.stream.dataset'];
  if (isTyped !== (config['data.stream.dataset'] !== ''))
    return under(keys, "Either both or neither 'data.stream.dataset' and 'data.stream.type' must be set.");
  if (externalUsage(config) !== null && (isTyped || config['data.stream.enabled']))
    return under(
      ['topic.to.external.resource.mapping', ...keys],
      'Resource mapping mode and data stream configs are mutually exclusive. When using topic.to.external.resource.mapping, data stream configs (data.stream.type, data.stream.dataset) must not be set.',
    );
  return hasNamedStream(config) && config['data.stream.enabled']
    ? under(
        [...keys, 'data.stream.enabled'],
        'Data streams are named by data.stream.type and data.stream.dataset, or by data.stream.prefix',
      )
    : [];
};

const streamWrites: Rule = (config) => {
  if (!writesToStream(config))
    return config['data.stream.timestamp.field'].length > 0
      ? under(
          ['data.stream.timestamp.field'],
          "Mapping a field to the '@timestamp' field is only necessary when working with data streams. 'data.stream.timestamp.field' must not be set when not using data streams.",
        )
      : [];
  if (isUpsert(config))
    return under(
      ['write.method'],
      'Upserts are not supported with data streams. write.method must not be UPSERT when using data streams.',
    );
  return config['behavior.on.null.values'] === 'delete'
    ? under(
        ['behavior.on.null.values'],
        'Deletes are not supported with data streams. behavior.on.null.values must not be DELETE when using data streams.',
      )
    : [];
};

const ignoring: Rule = (config) =>
  (['key.ignore', 'schema.ignore'] as const).flatMap((key) =>
    config[key] && config[`topic.${key}`].length > 0
      ? under([key, `topic.${key}`], `'topic.${key}' can not be set if '${key}' is true.`)
      : [],
  );

const upserts: Rule = (config) =>
  isUpsert(config) && config['key.ignore.id.strategy'] === 'none'
    ? under(['key.ignore.id.strategy'], 'none is not supported for index upsert. Supported is: record.key')
    : [];

const proxy: Rule = (config) => {
  const password = config['proxy.password'];
  const given = [
    ...(config['proxy.username'] === '' ? [] : ['proxy.username']),
    ...(password === null ? [] : ['proxy.password']),
  ];
  if (config['proxy.host'] === '')
    return given.flatMap((key) => under([key, 'proxy.host'], `'proxy.host' must be set to use '${key}'.`));
  return given.length === 1
    ? under(
        ['proxy.username', 'proxy.password'],
        "Either both or neither 'proxy.username' and 'proxy.password' can be set.",
      )
    : [];
};

const rules: readonly Rule[] = [
  credentials,
  signing,
  externalResources,
  streams,
  streamWrites,
  ignoring,
  upserts,
  proxy,
];

/** What single keys cannot tell; follows Confluent's `Validator`, in its words where it has them. */
export const elasticsearchProblems: Rule = (config) => rules.flatMap((rule) => rule(config));
