import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { connectorConfig } from '../../../lib/config/common/connector-config.ts';
import { sinkConnectorConfig } from '../../../lib/config/common/sink-connector-config.ts';
import { sourceConnectorConfig } from '../../../lib/config/common/source-connector-config.ts';
import type { ConfigDef, ConfigKey } from '../../../lib/config/config-def.ts';
import { type ConfigValue, defaultValue, parseValue } from '../../../lib/config/parse-value.ts';
import { asError } from '../../../lib/connect/errors.ts';
import { Password } from '../../../lib/connect/password.ts';
import { connectors } from '../../../lib/connectors/catalogue.ts';

const JAVA_CLASS = /^([a-z]\w*\.)+[A-Z]\w*$/;
/** A sentence or more; what is said in brackets may come last. */
const SENTENCES = /^[A-Z].{9,}[.)]$/s;
const LOOKS_SECRET = /password|secret|token(?!\.(url|property)$)|key\.password|private/i;

const commonKeys = { source: sourceConnectorConfig, sink: sinkConnectorConfig };

const definitions: ReadonlyArray<{ readonly of: string; readonly def: ConfigDef }> = [
  { of: 'every connector', def: connectorConfig },
  { of: 'every source', def: sourceConnectorConfig },
  { of: 'every sink', def: sinkConnectorConfig },
  ...connectors.map(({ name, configDef }) => ({ of: name, def: configDef })),
];

/** The names of the keys of which `rule` returns a complaint, each with it. */
const complaints = (def: ConfigDef, rule: (name: string, key: ConfigKey) => string | null): readonly string[] =>
  Object.entries(def).flatMap(([name, key]) => {
    const complaint = rule(name, key);
    return complaint === null ? [] : [`${name}: ${complaint}`];
  });

/** What goes wrong in a call, or `null`. */
const failure = (call: () => string | null | undefined): string | null => {
  try {
    return call() ?? null;
  } catch (error) {
    return asError(error).message;
  }
};

/** A parsed value as a user would write it. */
const written = (value: ConfigValue): string => (value instanceof Password ? value.value() : String(value));

const hasBadDefault = (name: string, key: ConfigKey): string | null =>
  failure(() => {
    const value = defaultValue(key);
    if (value === undefined) return null;
    key.validator?.ensureValid(name, value);
    if (value === null) return null;
    const parsed = parseValue(key, name, written(value));
    const isSame = isDeepStrictEqual(parsed, value) && written(parsed) === written(value);
    return isSame ? null : `${written(value)} would be read as ${written(parsed)}`;
  });

describe.each(connectors)('$name', (plugin) => {
  test('says what it is', () => {
    expect(plugin.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const name of [plugin.className, ...plugin.aliases, plugin.taskClass]) expect(name).toMatch(JAVA_CLASS);
    expect(plugin.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(plugin.documentation).toMatch(SENTENCES);
  });

  test('has no key that means something else for every connector of its kind', () => {
    expect(Object.keys(plugin.configDef).filter((name) => name in commonKeys[plugin.kind])).toEqual([]);
  });
});

describe.each(definitions)('keys of $of', ({ def }) => {
  test('are documented, with the reason where they are ignored', () => {
    const undocumented = complaints(def, (_name, { documentation, ignored, validator }) => {
      if (!SENTENCES.test(documentation)) return 'the documentation is no sentence';
      if (ignored !== undefined && !/\w{2,} \w+/.test(ignored)) return 'the reason to ignore it is none';
      return validator?.description === '' ? 'what is allowed is not described' : null;
    });
    expect(undocumented).toEqual([]);
  });

  test('have defaults that they would accept from a user, as the same value', () => {
    expect(complaints(def, hasBadDefault)).toEqual([]);
  });

  test('recommend only what they accept, whatever else is configured', () => {
    const raws = [{}, Object.fromEntries(Object.keys(def).map((name) => [name, '?']))];
    const wrong = complaints(def, (name, key) =>
      failure(() => {
        for (const raw of raws) {
          key.recommender?.visible?.(raw);
          for (const value of key.recommender?.validValues?.(raw) ?? []) parseValue(key, name, value);
        }
        return null;
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('that look like secrets are PASSWORDs', () => {
    const shown = complaints(def, (name, { type }) =>
      LOOKS_SECRET.test(name) && (type === 'STRING' || type === 'LIST') ? `is a ${type}` : null,
    );
    expect(shown).toEqual([]);
  });

  test('have dependents that there are', () => {
    const dangling = complaints(def, (name, { dependents = [] }) => {
      const unknown = dependents.filter((dependent) => dependent === name || !Object.hasOwn(def, dependent));
      return unknown.length > 0 ? `${unknown.join(', ')} cannot depend on it` : null;
    });
    expect(dangling).toEqual([]);
  });

  test('have groups that are written in one way, and an order in a group only', () => {
    const spellings = new Map<string, string>();
    const wrong = complaints(def, (_name, { group, order }) => {
      if (group === undefined) return order === undefined ? null : 'has an order but no group';
      const spelling = group.toLowerCase().replace(/[^a-z0-9]/g, '');
      const first = spellings.get(spelling) ?? group;
      spellings.set(spelling, first);
      return first === group && spelling !== '' ? null : `${group} is also written ${first}`;
    });
    expect(wrong).toEqual([]);
  });
});
