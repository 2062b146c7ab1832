import { parseNamespaceMap } from './topic-template.ts';

export interface TopicConfig {
  readonly 'topic.prefix': string;
  readonly 'topic.suffix': string;
  readonly 'topic.separator': string;
  readonly 'topic.namespace.map': string;
}

/** The topic of a namespace, worked out once; follows `DefaultTopicMapper`. Empty where there is no database. */
export const createTopicMapper = (config: TopicConfig): ((database: string, collection: string) => string) => {
  const sep = config['topic.separator'];
  const prefix = config['topic.prefix'] === '' ? '' : config['topic.prefix'] + sep;
  const suffix = config['topic.suffix'] === '' ? '' : sep + config['topic.suffix'];
  const { simple, patterns, wildcard } = parseNamespaceMap(config['topic.namespace.map']);
  const topics = new Map<string, string>();
  const joined = (first: string, coll: string): string => (coll === '' ? first : first + sep + coll);

  const undecorated = (db: string, coll: string, namespace: string): string => {
    const exact = simple.get(namespace);
    if (exact !== undefined) return exact;
    const ofDatabase = simple.get(db);
    if (ofDatabase !== undefined) return joined(ofDatabase, coll);
    const [, template] = patterns.find(([pattern]) => pattern.test(namespace)) ?? [];
    return template?.({ db, coll, sep }) ?? wildcard ?? joined(db, coll);
  };

  return (db, coll) => {
    if (db === '') return '';
    const namespace = coll === '' ? db : `${db}.${coll}`;
    const known = topics.get(namespace);
    if (known !== undefined) return known;
    const topic = prefix + undecorated(db, coll, namespace) + suffix;
    topics.set(namespace, topic);
    return topic;
  };
};
