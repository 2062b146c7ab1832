import { findPlugin } from '../../config/plugin-names.ts';
import { withoutPrefix } from '../../config/prefixed.ts';
import { hasReferences } from '../../config/references.ts';
import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';
import { asError } from '../../connect/errors.ts';
import type { ConfigInfo } from '../entities.ts';
import { type AliasFamily, aliasesOf } from './alias-keys.ts';

/** The key that a complaint in Kafka's words is about. */
const keyIn = (message: string): string => / for configuration (\S+): /.exec(message)?.[1] ?? 'type';

const problemsOf = (
  family: AliasFamily,
  raw: RawConfig,
  infos: readonly ConfigInfo[],
  alias: string,
): readonly ConfigProblem[] => {
  const prefix = `${family.key}.${alias}.`;
  const plugin = findPlugin(family.plugins, raw[`${prefix}type`] ?? '', family.kind);
  const settings = withoutPrefix(raw, prefix);
  const isWrong = infos.some(({ name, errors }) => name.startsWith(prefix) && errors.length > 0);
  if (plugin === undefined || isWrong || hasReferences(settings)) return [];
  try {
    plugin.create(settings);
    return [];
  } catch (error) {
    const { message } = asError(error);
    const key = keyIn(message);
    return [{ key: `${prefix}${Object.hasOwn(plugin.configDef, key) ? key : 'type'}`, message }];
  }
};

/**
 * What only making a transformation or predicate tells: keys that do not go together, expressions that cannot be run. Asked
 * once each key on its own is right. Kafka Connect finds it out when a task starts.
 */
export const creationProblems = (
  family: AliasFamily,
  raw: RawConfig,
  infos: readonly ConfigInfo[],
): readonly ConfigProblem[] => aliasesOf(raw, family.key).flatMap((alias) => problemsOf(family, raw, infos, alias));
