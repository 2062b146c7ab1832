import { expect, test } from 'vitest';
import type { NullableConfig } from '../../../lib/herder/entities.ts';
import { givenWorker } from './given-worker.ts';
import { sinkConfig, sourceConfig } from './sample-plugins.ts';

const validate = (config: NullableConfig, worker: Readonly<Record<string, string>> = {}) => {
  const { herder } = givenWorker({ worker });
  const plugin = String(config['connector.class']);
  return herder.validateConnectorConfig(plugin, { name: 'x', ...config }).configs;
};

/** What is wrong, by key. */
const errors = (config: NullableConfig, worker?: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    validate(config, worker)
      .filter((info) => info.errors.length > 0)
      .map((info) => [info.name, info.errors]),
  );

const source = (config: NullableConfig) => errors({ ...sourceConfig, ...config });
const sink = (config: NullableConfig) => errors({ ...sinkConfig, ...config });

test('the examples are right', () => {
  expect(source({})).toEqual({});
  expect(sink({})).toEqual({});
});

test('a sink takes topics or a pattern, one of them', () => {
  const both = 'topics and topics.regex are mutually exclusive options, but both are set.';
  expect(sink({ 'topics.regex': 'a.*' })).toEqual({ topics: [both], 'topics.regex': [both] });
});

test('a dead letter queue does not feed itself', () => {
  expect(sink({ 'errors.deadletterqueue.topic.name': 'b' })).toEqual({
    topics: [
      "The DLQ topic 'b' may not be included in the list of topics ('topics=[a, b, c]') consumed by the connector",
    ],
  });
});

test('settings of topic creation need those of the default group', () => {
  expect(source({ 'topic.creation.groups': 'g', 'topic.creation.default.partitions': '1' })).toEqual({
    'topic.creation.default.replication.factor': [
      'Missing required configuration "topic.creation.default.replication.factor" which has no default value.',
    ],
  });
  const defaults = { 'topic.creation.default.replication.factor': '-1', 'topic.creation.default.partitions': '0' };
  expect(source(defaults)).toEqual({
    'topic.creation.groups': [expect.stringMatching(/^Invalid value 0 for configuration topic\.creation\.default\.p/)],
  });
});

test('exactly once needs a worker and a connector that can', () => {
  const required = { ...sourceConfig, 'exactly.once.support': 'required' };
  expect(errors(required)).toEqual({
    'exactly.once.support': ['This worker does not have exactly-once source support enabled.'],
  });
  expect(errors(required, { 'exactly.once.source.support': 'enabled' })).toEqual({
    'exactly.once.support': [
      'The connector does not support exactly-once delivery guarantees with the provided configuration.',
    ],
  });
});

test('exactly once is for sinks that can, and the refusal says what there is', () => {
  const key = 'delivery.guarantee';
  expect(sink({ [key]: 'exactly_once', 'flush.size': '5' })).toEqual({});
  expect(sink({ [key]: 'Exactly_Once' })).toEqual({
    [key]: [
      'Invalid value Exactly_Once for configuration delivery.guarantee: connector sample-sink supports at_least_once and at_most_once with the provided configuration, not exactly_once.',
    ],
  });
  expect(source({ [key]: 'exactly_once' })).toHaveProperty([key]);
});

test('client settings are for the policy to allow', () => {
  const config = { ...sourceConfig, 'producer.override.acks': '1', 'producer.override.sasl.mechanism': 'PLAIN' };
  expect(errors(config)).toEqual({});
  expect(errors(config, { 'connector.client.config.override.policy': 'Principal' })).toEqual({
    'producer.override.acks': [
      "The 'Principal' policy does not allow 'acks' to be overridden in the connector configuration.",
    ],
  });
});

test('a list of client settings may be the policy, and policies go by the names of their classes', () => {
  const config = { ...sourceConfig, 'producer.override.acks': '1', 'producer.override.linger.ms': '5' };
  const policy = { 'connector.client.config.override.policy': 'Allowlist' };
  const refusal = (setting: string, by: string) => [
    `The '${by}' policy does not allow '${setting}' to be overridden in the connector configuration.`,
  ];
  expect(errors(config, { ...policy, 'connector.client.config.override.allowlist': 'acks, batch.size' })).toEqual({
    'producer.override.linger.ms': refusal('linger.ms', 'Allowlist'),
  });
  expect(Object.keys(errors(config, policy))).toEqual(['producer.override.acks', 'producer.override.linger.ms']);
  const none = 'org.apache.kafka.connect.connector.policy.NoneConnectorClientConfigOverridePolicy';
  expect(errors(config, { 'connector.client.config.override.policy': none })).toMatchObject({
    'producer.override.acks': refusal('acks', 'None'),
  });
  expect(() => errors(config, { 'connector.client.config.override.policy': 'Some' })).toThrow('Invalid value Some');
});

test('null is no value', () => {
  const message = 'Null value can not be supplied as the configuration value.';
  expect(source({ tables: null, other: null })).toEqual({ tables: [message], other: [message] });
});

test('passwords and keys that Kafka Connect does not know are not shown', () => {
  const infos = validate({ ...sourceConfig, password: 'hunter2', 'producer.override.sasl.jaas.config': 'hunter2' });
  expect(JSON.stringify(infos)).not.toContain('hunter2');
  expect(infos.map(({ name }) => name)).not.toContain('delivery.guarantee');
  expect(source({ 'delivery.guarantee': 'never' })).toHaveProperty(['delivery.guarantee']);
});

test('a transformation brings its keys, the required ones first', () => {
  const rename = { transforms: 'r', 'transforms.r.type': 'org.example.transforms.Rename$Value' };
  const infos = validate({ ...sourceConfig, ...rename }).filter(({ name }) => name.startsWith('transforms.r.'));
  expect(infos.map(({ name, key }) => [name, key?.group, key?.order])).toEqual([
    ['transforms.r.type', 'Transforms: r', 0],
    ['transforms.r.plugin.version', 'Transforms: r', 1],
    ['transforms.r.pattern', 'Transforms: r', 2],
    ['transforms.r.negate', 'Transforms: r', 3],
    ['transforms.r.predicate', 'Transforms: r', 4],
    ['transforms.r.replacement', 'Transforms: r', 5],
  ]);
  expect(source({ ...rename, 'transforms.r.pattern': '(' })).toEqual({
    'transforms.r.pattern': [expect.stringMatching(/^Invalid value \( for configuration pattern: /)],
  });
  expect(source({ ...rename })).toEqual({
    'transforms.r.pattern': ['Missing required configuration "transforms.r.pattern" which has no default value.'],
  });
});

test('a transformation is unknown, or refers to a predicate that is not there', () => {
  expect(source({ transforms: 'r', 'transforms.r.type': 'Nope' })).toEqual({
    'transforms.r.type': ['Invalid value Nope for configuration transforms.r.type: Class Nope could not be found.'],
  });
  const rename = {
    transforms: 'r',
    'transforms.r.type': 'org.example.transforms.Rename$Value',
    'transforms.r.pattern': 'x',
  };
  expect(Object.keys(source({ ...rename, 'transforms.r.predicate': 'p' }))).toEqual(['transforms.r.predicate']);
  const always = { predicates: 'p', 'predicates.p.type': 'Always' };
  expect(source({ ...rename, ...always, 'transforms.r.predicate': 'p' })).toEqual({});
  expect(source({ ...rename, 'transforms.r.negate': 'true' })).toEqual({
    'transforms.r.negate': [
      "Config 'transforms.r.negate' was provided but there is no config 'transforms.r.predicate' defining a predicate to be negated.",
    ],
  });
});

test('a converter’s settings are checked only where the connector names the converter', () => {
  const setting = { 'value.converter.schemas.enable': 'maybe' };
  expect(source(setting)).toEqual({});
  expect(source({ ...setting, 'value.converter': 'JsonConverter' })).toEqual({
    'value.converter.schemas.enable': [
      'Invalid value maybe for configuration schemas.enable: Expected value to be either true or false',
    ],
  });
});
