import { joinEscaped, nameFilter, namePatterns } from '../name-patterns.ts';
import type { MongoDBConfig } from './config.ts';
import { type Namespace, namespaceText } from './namespace.ts';

/** A list's entries as they are matched: expressions, or names where `filters.match.mode` is literal. */
export interface NameLists {
  readonly isLiteral: boolean;
  readonly databases: { readonly include: readonly string[] | null; readonly exclude: readonly string[] | null };
  readonly collections: { readonly include: readonly string[] | null; readonly exclude: readonly string[] | null };
  readonly signals: readonly string[];
}

const entries = (list: readonly string[] | null): readonly string[] | null => {
  const trimmed = joinEscaped(list ?? [])
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return trimmed.length === 0 ? null : trimmed;
};

export const nameLists = (config: MongoDBConfig): NameLists => ({
  isLiteral: config['filters.match.mode'] === 'literal',
  databases: { include: entries(config['database.include.list']), exclude: entries(config['database.exclude.list']) },
  collections: {
    include: entries(config['collection.include.list']),
    exclude: entries(config['collection.exclude.list']?.split(',') ?? null),
  },
  signals: config['signal.data.collection'] ?? [],
});

const BUILT_IN = new Set(['admin', 'config', 'local']);

/** Which collections are captured; follows `io.debezium.connector.mongodb.Filters`. The collection of signals always is. */
export const createNamespaceFilter = (lists: NameLists): ((namespace: Namespace) => boolean) => {
  const { isLiteral, databases, collections } = lists;
  const filter = ({ include, exclude }: NameLists['databases']): ((name: string) => boolean) => {
    if (!isLiteral) return nameFilter(include, exclude);
    return (name) => (include === null ? exclude?.includes(name) !== true : include.includes(name));
  };
  const [isDatabase, isCollection] = [filter(databases), filter(collections)];
  const signals = new Set(lists.signals);
  return (namespace) => {
    const text = namespaceText(namespace);
    if (signals.has(text)) return true;
    return !BUILT_IN.has(namespace.db) && isDatabase(namespace.db) && isCollection(text);
  };
};

/** Collections whose documents a snapshot reads, among the captured ones. */
export const createSnapshotFilter = (included: readonly string[] | null): ((namespace: Namespace) => boolean) => {
  if (included === null || included.length === 0) return () => true;
  const matches = namePatterns(included);
  return (namespace) => matches(namespaceText(namespace));
};
