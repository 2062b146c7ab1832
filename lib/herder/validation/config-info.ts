import type { ConfigKey } from '../../config/config-def.ts';
import { type ConfigValue, parseValue } from '../../config/parse-value.ts';
import type { ValidatedKey } from '../../config/validate-config.ts';
import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';
import { Password } from '../../connect/password.ts';
import type { ConfigInfo } from '../entities.ts';

/** A value as REST shows it; follows `ConfigDef.convertToString`. */
export const textOf = (value: ConfigValue | undefined): string | null => {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(',') : String(value);
};

/** The value of a key that was refused: as given if it is of the key's type at least, else nothing. */
const refusedValue = ({ type }: ConfigKey, name: string, given: string | undefined): string | null => {
  if (given === undefined || type === 'CLASS') return null;
  if (type === 'PASSWORD') return Password.HIDDEN;
  try {
    return textOf(parseValue({ type, importance: 'LOW', documentation: '' }, name, given));
  } catch {
    return null;
  }
};

/** @param given the value as written, under whatever name the configuration has it. */
export const configInfo = (found: ValidatedKey, given: string | undefined): ConfigInfo => ({
  name: found.name,
  key: found.key,
  value: found.errors.length === 0 ? textOf(found.value) : refusedValue(found.key, found.name, given),
  recommendedValues: found.recommendedValues,
  errors: found.errors,
  visible: found.visible,
});

/** Adds complaints to the keys they are about; one about an unknown key gets an entry of its own at the end. */
export const withProblems = (
  infos: readonly ConfigInfo[],
  problems: readonly ConfigProblem[],
  raw: RawConfig,
): readonly ConfigInfo[] => {
  const messages = (key: string): readonly string[] =>
    problems.filter((problem) => problem.key === key).map(({ message }) => message);
  const known = new Set(infos.map(({ name }) => name));
  const others = new Set(problems.map(({ key }) => key).filter((key) => !known.has(key)));
  return [
    ...infos.map((info) => ({ ...info, errors: [...info.errors, ...messages(info.name)] })),
    ...[...others].map((name) => ({
      name,
      key: null,
      value: raw[name] ?? null,
      recommendedValues: [],
      errors: messages(name),
      visible: true,
    })),
  ];
};
