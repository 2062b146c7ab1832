import { ConfigError } from '../../../connect/errors.ts';
import { parseKcql } from '../kcql.ts';
import type { MqttSourceConfig } from './config.ts';

/** What a connector subscribes to, and where its messages go. */
export interface Subscription {
  readonly filter: string;
  /** `$topic` in KCQL: named after the topic of the message. */
  readonly kafkaTopic: string;
}

export const subscriptionsOf = (config: MqttSourceConfig): readonly Subscription[] => {
  const kcql = config['connect.mqtt.kcql'];
  if (kcql !== null) return parseKcql(kcql).map(({ target, source }) => ({ filter: source, kafkaTopic: target }));
  return config['mqtt.topics'].map((filter) => ({ filter, kafkaTopic: config['kafka.topic'] }));
};

/** Topics whose Kafka topic is remembered. */
const MAX_KNOWN = 10_000;

const SHARED = /^\$share\/[^/]+\//;

const isShared = (filter: string): boolean => SHARED.test(filter);

/** How many tasks have something to do. */
export const tasksFor = (subscriptions: readonly Subscription[], maxTasks: number): number =>
  subscriptions.some(({ filter }) => isShared(filter))
    ? maxTasks
    : Math.max(1, Math.min(maxTasks, subscriptions.length));

/**
 * Those of one task. By their place in the list, so that what is appended moves none of the others; a shared subscription is
 * what the tasks of a group have together, so all of them have it.
 */
export const ofTask = (subscriptions: readonly Subscription[], task: number, tasks: number): readonly Subscription[] =>
  subscriptions.filter(({ filter }, index) => isShared(filter) || index % tasks === task);

/** Whether a topic is one that a filter means; topics that begin with `$` are not what wildcards stand for. */
export const matches = (filter: string, topic: string): boolean => {
  const wanted = filter.replace(SHARED, '').split('/');
  const levels = topic.split('/');
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false;
  }
  return wanted.length === levels.length;
};

/** The Kafka topic of each message; the first subscription that it matches counts. */
export const createRouter = (all: readonly Subscription[]): ((topic: string) => string) => {
  const [first, ...others] = all;
  if (first === undefined) throw new ConfigError('There is no topic to subscribe to');
  const find = (topic: string): string => {
    const { kafkaTopic } = all.find(({ filter }) => matches(filter, topic)) ?? first;
    return kafkaTopic === '$topic' ? topic.replaceAll('/', '_') : kafkaTopic;
  };
  if (others.every(({ kafkaTopic }) => kafkaTopic === first.kafkaTopic) && first.kafkaTopic !== '$topic')
    return () => first.kafkaTopic;
  const known = new Map<string, string>();
  return (topic) => {
    const target = known.get(topic) ?? find(topic);
    if (known.size < MAX_KNOWN) known.set(topic, target);
    return target;
  };
};
