/** Which time-based fields of an event are converted. */
export interface Selection {
  readonly fields: 'all' | 'these' | 'others';
  /** `created_at`, `before.created_at`, `source.ts_ms`. */
  readonly names: ReadonlySet<string>;
}

/** The text that the original checks: that of a Java list. A prefix can only be at the very beginning. */
const RULES = /^\[(source|topic|[".\w\s_]+):([".\w\s_]+(?::[".\w\s_]+)?(?:,|]$))+$/;

/** Whether these are rules of `include.list` and `exclude.list`. */
export const areRules = (entries: readonly string[]): boolean => RULES.test(`[${entries.join(', ')}]`);

interface Rule {
  readonly prefix: string | null;
  readonly match: string;
  readonly field: string | undefined;
}

const parseRule = (text: string): Rule => {
  const [first = '', second, third] = text.split(':');
  if (second !== undefined && /^(source|topic)$/i.test(first)) return { prefix: first, match: second, field: third };
  return { prefix: null, match: first, field: second };
};

type Kind = 'topic' | 'source' | 'either';

const kindOf = (prefix: string | null): Kind => (prefix === 'topic' || prefix === 'source' ? prefix : 'either');

type NamesByMatch = ReadonlyMap<string, Set<string>>;

/** The fields named for each topic and table; a prefix counts for the rules behind it, too. */
const collected = (entries: readonly string[]): Readonly<Record<Kind, NamesByMatch>> => {
  const byKind = { topic: new Map<string, Set<string>>(), source: new Map(), either: new Map() };
  let prefix: string | null = null;
  for (const rule of entries.map(parseRule)) {
    prefix = rule.prefix ?? prefix;
    const names = byKind[kindOf(prefix)];
    const known = names.get(rule.match) ?? new Set<string>();
    names.set(rule.match, known);
    if (rule.field !== undefined) known.add(rule.field);
  }
  return byKind;
};

const ALL: Selection = { fields: 'all', names: new Set() };

const included = (names: ReadonlySet<string>): Selection => (names.size === 0 ? ALL : { fields: 'these', names });

/** `null` for nothing at all. */
const excluded = (names: ReadonlySet<string>): Selection | null =>
  names.size === 0 ? null : { fields: 'others', names };

const mapped = <T>(names: NamesByMatch, make: (names: ReadonlySet<string>) => T): ReadonlyMap<string, T> =>
  new Map([...names].map(([match, fields]) => [match, make(fields)]));

interface Lists {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Finds what was made of the selection for events of a topic and a table, `null` where nothing is selected. Topics go before
 * tables, and those with a prefix before those without.
 */
export const createSelect = <T>(
  { include, exclude }: Lists,
  make: (selection: Selection) => T,
): ((topic: string, table: string | null) => T | null) => {
  const excludes = exclude.length > 0;
  const of = (names: ReadonlySet<string>): T | null => {
    const selection = excludes ? excluded(names) : included(names);
    return selection && make(selection);
  };
  const { topic, source, either } = collected(excludes ? exclude : include);
  const [topics, tables, others] = [mapped(topic, of), mapped(source, of), mapped(either, of)];
  const unnamed = excludes || include.length === 0 ? make(ALL) : null;
  return (ofTopic, ofTable) => {
    const table = ofTable ?? '';
    const found = [topics.get(ofTopic), tables.get(table), others.get(ofTopic), others.get(table)];
    const first = found.find((one) => one !== undefined);
    return first === undefined ? unnamed : first;
  };
};
