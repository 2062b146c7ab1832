import { withoutPrefix } from '../../config/prefixed.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { ConfigError } from '../../connect/errors.ts';
import type { KafkaAdmin, NewTopic } from '../../kafka/port.ts';

interface TopicCreationGroup {
  readonly name: string;
  matches(topic: string): boolean;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

const OWN_KEYS = new Set(['partitions', 'replication.factor', 'include', 'exclude']);

const list = (text: string | undefined): readonly string[] => (text ? text.split(/\s*,\s*/).filter(Boolean) : []);

/** Whole-name patterns, as `Matcher.matches` in Java. */
const anyOf = (patterns: readonly string[]): ((topic: string) => boolean) => {
  const compiled = patterns.map((pattern) => new RegExp(`^(?:${pattern})$`, 'u'));
  return (topic) => compiled.some((pattern) => pattern.test(topic));
};

const count = (name: string, key: string, text: string | undefined): number => {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || (value < 1 && value !== -1))
    throw new ConfigError(
      `Invalid value ${text} for configuration topic.creation.${name}.${key}: must be a positive number, or -1 for the broker's default`,
    );
  return value;
};

const group = (name: string, connector: RawConfig, fallback?: TopicCreationGroup): TopicCreationGroup => {
  const settings = withoutPrefix(connector, `topic.creation.${name}.`);
  const include = anyOf(list(settings.include));
  const exclude = anyOf(list(settings.exclude));
  return {
    name,
    matches: fallback === undefined ? () => true : (topic) => include(topic) && !exclude(topic),
    partitions: count(name, 'partitions', settings.partitions ?? fallback?.partitions.toString()),
    replicationFactor: count(
      name,
      'replication.factor',
      settings['replication.factor'] ?? fallback?.replicationFactor.toString(),
    ),
    configs: {
      ...fallback?.configs,
      ...Object.fromEntries(Object.entries(settings).filter(([key]) => !OWN_KEYS.has(key))),
    },
  };
};

/** How a connector's topics are to be created, by the first group that matches; `undefined` when it does not ask for it. */
export const parseTopicCreation = (connector: RawConfig): ((topic: string) => NewTopic) | undefined => {
  if (!Object.keys(connector).some((key) => key.startsWith('topic.creation.default.'))) return undefined;
  const fallback = group('default', connector);
  const groups = list(connector['topic.creation.groups'])
    .filter((name) => name !== 'default')
    .map((name) => group(name, connector, fallback));
  return (topic) => {
    const { partitions, replicationFactor, configs } = groups.find((one) => one.matches(topic)) ?? fallback;
    return { topic, partitions, replicationFactor, configs };
  };
};

/**
 * Makes sure that topics exist before their first record is sent (KIP-158). Each topic is looked at once in a run.
 */
export const createTopicCreator = (
  connector: RawConfig,
  admin: () => Promise<KafkaAdmin>,
): ((topics: Iterable<string>) => Promise<void>) => {
  const newTopic = parseTopicCreation(connector);
  if (newTopic === undefined) return async () => {};
  const known = new Set<string>();
  return async (topics) => {
    for (const topic of topics) {
      if (known.has(topic)) continue;
      const client = await admin();
      if ((await client.partitions(topic)) === undefined) await client.createTopic(newTopic(topic));
      known.add(topic);
    }
  };
};
