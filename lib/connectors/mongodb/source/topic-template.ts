import { javaRegexMatching } from '../../../config/java-regex.ts';
import { parseObject } from '../plain-json.ts';

interface Parts {
  readonly db: string;
  /** Empty where an event is about a whole database. */
  readonly coll: string;
  readonly sep: string;
}

const VARIABLES: Readonly<Record<string, (parts: Parts) => string>> = {
  db: ({ db }) => db,
  sep: ({ sep }) => sep,
  coll: ({ coll }) => coll,
  sep_coll: ({ coll, sep }) => (coll === '' ? '' : sep + coll),
  coll_sep: ({ coll, sep }) => (coll === '' ? '' : coll + sep),
  sep_coll_sep: ({ coll, sep }) => (coll === '' ? '' : sep + coll + sep),
};

/** A topic's name with variables in braces. */
type Template = (parts: Parts) => string;

const compile = (template: string): Template => {
  const literal = template.replace(/\{[^{}]*\}/g, '');
  const stray = /[{}]/.exec(literal)?.[0];
  if (stray !== undefined) throw new TypeError(`Variable expansion syntax is violated, unexpected '${stray}'`);
  for (const [, name = ''] of template.matchAll(/\{([^{}]*)\}/g))
    if (!Object.hasOwn(VARIABLES, name)) throw new TypeError(`${name} is not a supported variable name`);
  return (parts) => template.replace(/\{([^{}]*)\}/g, (_, name: string) => VARIABLES[name]?.(parts) ?? '');
};

export interface NamespaceMap {
  readonly simple: ReadonlyMap<string, string>;
  readonly patterns: ReadonlyArray<readonly [pattern: RegExp, topic: Template]>;
  readonly wildcard: string | undefined;
}

const templateOf = (value: unknown): string => {
  if (typeof value !== 'string') throw new TypeError('All values must be strings');
  return value;
};

/** `topic.namespace.map`. @throws TypeError or SyntaxError when it can't be used. */
export const parseNamespaceMap = (json: string): NamespaceMap => {
  const entries = Object.entries(parseObject(json)).map(([key, value]) => [key, templateOf(value)] as const);
  const misplaced = entries.find(([key]) => key.indexOf('/') > 0);
  if (misplaced !== undefined) throw new TypeError("'/' is not allowed in a simple namespace pattern");
  const patterns = entries
    .filter(([key]) => key.startsWith('/'))
    .map(([key, topic]) => [javaRegexMatching(key.slice(1)), compile(topic), topic] as const);
  const used = entries.filter(([, topic]) => topic !== '');
  return {
    simple: new Map(used.filter(([key]) => key !== '*' && !key.startsWith('/'))),
    patterns: patterns.flatMap(([pattern, topic, text]) => (text === '' ? [] : [[pattern, topic] as const])),
    wildcard: used.find(([key]) => key === '*')?.[1],
  };
};
