import type { ConfigDef, ConfigKey } from '../../config/config-def.ts';
import { defineConfig } from '../../config/config-def.ts';
import type { PredicatePlugin, TransformationPlugin } from '../../config/define-transformation.ts';
import { findPlugin } from '../../config/plugin-names.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { classKey } from './class-key.ts';

/** A family of plugins that a configuration lists by alias: `transforms=a,b` with `transforms.a.type` and so on. */
export interface AliasFamily {
  readonly key: 'transforms' | 'predicates';
  readonly group: string;
  readonly kind: 'Transformation' | 'Predicate';
  readonly plugins: ReadonlyArray<TransformationPlugin | PredicatePlugin>;
  /** Keys that each alias has besides the plugin's. */
  readonly extra: ConfigDef;
}

const transformationExtra = defineConfig({
  predicate: {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Alias of the predicate that decides which records are transformed. All are when absent.',
  },
  negate: {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether the records that the predicate does not match are transformed instead.',
  },
});

export const transformationFamily = (plugins: readonly TransformationPlugin[]): AliasFamily => ({
  key: 'transforms',
  group: 'Transforms',
  kind: 'Transformation',
  plugins,
  extra: transformationExtra,
});

export const predicateFamily = (plugins: readonly PredicatePlugin[]): AliasFamily => ({
  key: 'predicates',
  group: 'Predicates',
  kind: 'Predicate',
  plugins,
  extra: {},
});

/** The aliases in the order given, each once. */
export const aliasesOf = (raw: RawConfig, key: AliasFamily['key']): readonly string[] => [
  ...new Set((raw[key] ?? '').split(/\s*,\s*/).filter((alias) => alias !== '')),
];

const IMPORTANCES = ['HIGH', 'MEDIUM', 'LOW'] as const;

/** Required ones first, then by importance, then by name; follows `ConfigDef.sortedConfigs`. */
const byNeed = ([a, left]: readonly [string, ConfigKey], [b, right]: readonly [string, ConfigKey]): number =>
  Number(left.default !== undefined) - Number(right.default !== undefined) ||
  IMPORTANCES.indexOf(left.importance) - IMPORTANCES.indexOf(right.importance) ||
  (a < b ? -1 : 1);

/** Complaints of an embedded key's validator name the key as the plugin knows it; follows `ConfigDef.embed`. */
const embedded = (key: ConfigKey, place: { prefix: string; group: string; order: number; name: string }): ConfigKey => {
  const { group, order } = place;
  const shown = { displayName: key.displayName ?? place.name, group, order };
  const { validator } = key;
  if (validator === undefined) return { ...key, ...shown };
  const ensureValid = (name: string, value: unknown): void =>
    validator.ensureValid(name.slice(place.prefix.length), value);
  return Object.assign({ ...key, ...shown }, { validator: { ...validator, ensureValid } });
};

const aliasKeys = (family: AliasFamily, alias: string, raw: RawConfig): ReadonlyArray<readonly [string, ConfigKey]> => {
  const prefix = `${family.key}.${alias}.`;
  const group = `${family.group}: ${alias}`;
  const plugin = findPlugin(family.plugins, raw[`${prefix}type`] ?? '', family.kind);
  const type: ConfigKey = {
    type: 'CLASS',
    importance: 'HIGH',
    documentation: `Class of the ${family.kind.toLowerCase()} ${alias}.`,
    group,
    order: 0,
    width: 'LONG',
    displayName: `${family.kind} type for ${alias}`,
    ...classKey(family.plugins, family.kind),
  };
  const version: ConfigKey = {
    type: 'STRING',
    default: plugin?.version ?? null,
    importance: 'HIGH',
    documentation: `Version of the ${family.kind.toLowerCase()} ${alias}. Each deployment carries exactly one.`,
    group,
    order: 1,
    width: 'LONG',
    displayName: `${family.kind} version for ${alias}`,
    // Unlike a converter's, this key is shown for an unknown plugin, too.
    recommender: { validValues: () => (plugin === undefined ? [] : [plugin.version]) },
  };
  const own = plugin === undefined ? [] : Object.entries({ ...plugin.configDef, ...family.extra }).toSorted(byNeed);
  return [
    [`${prefix}type`, type],
    [`${prefix}plugin.version`, version],
    ...own.map(([name, key], i) => [`${prefix}${name}`, embedded(key, { prefix, group, order: i + 2, name })] as const),
  ];
};

/** The keys of every alias of a family; follows `ConnectorConfig.EnrichablePlugin`. */
export const aliasFamilyKeys = (family: AliasFamily, raw: RawConfig): ConfigDef =>
  Object.fromEntries(aliasesOf(raw, family.key).flatMap((alias) => aliasKeys(family, alias, raw)));
