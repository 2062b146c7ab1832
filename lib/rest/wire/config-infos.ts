import type { ConfigKey } from '../../config/config-def.ts';
import { defaultValue } from '../../config/parse-value.ts';
import type { ConfigInfo, ConfigInfos, NamedKey } from '../../herder/entities.ts';
import { textOf } from '../../herder/validation/config-info.ts';

/** Place of each key within its group, where the definition does not say; -1 outside of groups, as Kafka has it. */
const orderOf = ({ group, order }: ConfigKey, placeInGroup: number): number =>
  group === undefined ? -1 : (order ?? placeInGroup);

const keyJson = ({ name, key }: NamedKey, placeInGroup: number) => ({
  name,
  type: key.type,
  required: key.default === undefined,
  default_value: textOf(defaultValue(key)),
  importance: key.importance,
  documentation: key.documentation,
  group: key.group ?? null,
  width: key.width ?? 'NONE',
  display_name: key.displayName ?? name,
  dependents: key.dependents ?? [],
  order_in_group: orderOf(key, placeInGroup),
});

/** Numbers keys within their groups, from 1. */
const places = (keys: ReadonlyArray<ConfigKey | null>): readonly number[] =>
  keys.map((key, i) => keys.slice(0, i + 1).filter((other) => other?.group === key?.group).length);

/** Keys as `GET /connector-plugins/{plugin}/config` shows them. */
export const configKeysJson = (keys: readonly NamedKey[]) => {
  const place = places(keys.map(({ key }) => key));
  return keys.map((named, i) => keyJson(named, place[i] ?? 0));
};

const infoJson = (info: ConfigInfo, placeInGroup: number) => ({
  definition: info.key === null ? null : keyJson({ name: info.name, key: info.key }, placeInGroup),
  value: {
    name: info.name,
    value: info.value,
    recommended_values: info.recommendedValues,
    errors: info.errors,
    visible: info.visible,
  },
});

/** The answer of `PUT /connector-plugins/{plugin}/config/validate`. */
export const configInfosJson = ({ name, groups, configs }: ConfigInfos) => {
  const place = places(configs.map(({ key }) => key));
  return {
    name,
    error_count: configs.reduce((count, { errors }) => count + errors.length, 0),
    groups,
    configs: configs.map((info, i) => infoJson(info, place[i] ?? 0)),
  };
};
