import { Password } from '../../connect/password.ts';
import type { ConfigDef, ConfigKey } from '../config-def.ts';
import { code, plain, table } from './markdown.ts';

type NamedKey = readonly [name: string, key: ConfigKey];

const textOf = ({ type, default: value }: ConfigKey): string => {
  if (value === undefined) return 'required';
  if (value === null) return '–';
  const text = String(value);
  if (text === '') return code('""');
  return code(type === 'PASSWORD' ? Password.HIDDEN : text);
};

const keyTable = (keys: readonly NamedKey[]): string =>
  table(
    ['key', 'type', 'default', 'importance', 'allowed', 'what it does'],
    keys.map(([name, key]) => [
      code(name),
      key.type,
      textOf(key),
      key.importance,
      plain(key.validator?.description ?? ''),
      plain(key.documentation),
    ]),
  );

const ignoredTable = (keys: readonly NamedKey[]): string =>
  table(
    ['key', 'what it does in the original', 'why not here'],
    keys.map(([name, key]) => [code(name), plain(key.documentation), plain(key.ignored ?? '')]),
  );

/** Keys with an order come where it says, others where the definition has them. */
const inOrder = (keys: readonly NamedKey[]): readonly NamedKey[] =>
  keys
    .map(([name, key], place) => ({ name, key, place: key.order ?? place + 1 }))
    .sort((a, b) => a.place - b.place)
    .map(({ name, key }) => [name, key]);

/** Keys without a group stand first, under no heading. */
const byGroup = (keys: readonly NamedKey[], heading: string): readonly string[] => {
  const groups = [...new Set([undefined, ...keys.map(([, { group }]) => group)])];
  return groups.flatMap((group) => {
    const members = inOrder(keys.filter(([, key]) => key.group === group));
    if (members.length === 0) return [];
    return [...(group === undefined ? [] : [`${heading} ${plain(group)}`]), keyTable(members)];
  });
};

const section = (heading: string, blocks: readonly string[]): readonly string[] =>
  blocks.length > 0 ? [heading, ...blocks] : [];

/**
 * Tables of all keys: those that work, by group; those that the original does not know; those that are accepted and
 * ignored. `heading` is that of the level to write under, such as `##`.
 */
export const documentKeys = (def: ConfigDef, heading: string): readonly string[] => {
  const keys = Object.entries(def);
  const ignored = keys.filter(([, key]) => key.ignored !== undefined);
  const ours = keys.filter(([, key]) => key.ignored === undefined && key.internal);
  const working = keys.filter(([, key]) => key.ignored === undefined && !key.internal);
  return [
    ...byGroup(working, `${heading}#`),
    ...section(`${heading}# Not known to the original`, ours.length > 0 ? [keyTable(ours)] : []),
    ...section(`${heading}# Accepted and ignored`, ignored.length > 0 ? [ignoredTable(ignored)] : []),
  ];
};
