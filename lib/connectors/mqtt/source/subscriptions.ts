import { ConfigError } from '../../../connect/errors.ts';
import { parseKcql, type Route } from '../kcql.ts';
import type { MqttSourceConfig } from './config.ts';

/** What a connector subscribes to, and where its messages go. */
export interface Subscription {
  readonly filter: string;
  /** `$` or `$topic` in KCQL: named after the topic of the message. */
  readonly kafkaTopic: string;
  /** The statement of KCQL, which says how messages are read. */
  readonly route: Route | null;
}

const CONVERTERS = ['BytesConverter', 'JsonSimpleConverter', 'JsonPassThroughConverter'] as const;

/** What takes the place of a missing WITHCONVERTER. */
const [DEFAULT] = CONVERTERS;

const routeProblem = ({ converter, keys, properties }: Route): string | null => {
  const name = converter ?? DEFAULT;
  if (!CONVERTERS.some((known) => known === name))
    return `WITHCONVERTER=${name} is not supported: there are ${CONVERTERS.join(', ')}`;
  if (keys.length > 0 && name === DEFAULT)
    return 'WITHKEY takes fields of JSON: add WITHCONVERTER with the JsonSimpleConverter';
  return properties.size === 0 ? null : `PROPERTIES mean nothing to a source: ${[...properties.keys()].join(', ')}`;
};

const subscriptionsIn = (kcql: string): readonly Subscription[] =>
  parseKcql(kcql).map((route) => {
    const problem = routeProblem(route);
    if (problem !== null) throw new ConfigError(problem);
    return { filter: route.source, kafkaTopic: route.target, route };
  });

/** @throws ConfigError where KCQL asks for what is not supported. */
export const subscriptionsOf = (config: MqttSourceConfig): readonly Subscription[] => {
  const kcql = config['connect.mqtt.kcql'];
  if (kcql !== null) return subscriptionsIn(kcql);
  return config['mqtt.topics'].map((filter) => ({ filter, kafkaTopic: config['kafka.topic'], route: null }));
};

/** Topics whose subscription is remembered. */
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

const isNamedByMessage = ({ kafkaTopic }: Subscription): boolean => kafkaTopic === '$' || kafkaTopic === '$topic';

/** As Lenses names it. */
const namedBy = (topic: string): string => topic.replace(/^\//, '').replaceAll(/\/+/g, '_');

/** The subscription of each message by its topic, with the Kafka topic for it; the first one that it matches counts. */
export const createRouter = <S extends Subscription>(all: readonly S[]): ((topic: string) => S) => {
  const [first, ...others] = all;
  if (first === undefined) throw new ConfigError('There is no topic to subscribe to');
  if (others.length === 0 && !isNamedByMessage(first)) return () => first;
  const find = (topic: string): S => {
    const found = all.find(({ filter }) => matches(filter, topic)) ?? first;
    return isNamedByMessage(found) ? { ...found, kafkaTopic: namedBy(topic) } : found;
  };
  const known = new Map<string, S>();
  return (topic) => {
    const subscription = known.get(topic) ?? find(topic);
    if (known.size < MAX_KNOWN) known.set(topic, subscription);
    return subscription;
  };
};
