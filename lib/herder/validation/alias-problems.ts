import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';
import { aliasesOf } from './alias-keys.ts';

const problemsOf = (raw: RawConfig, alias: string, predicates: readonly string[]): readonly ConfigProblem[] => {
  const [predicate, negate] = [`transforms.${alias}.predicate`, `transforms.${alias}.negate`];
  const wanted = raw[predicate];
  if (wanted === undefined)
    return raw[negate] === undefined
      ? []
      : [
          {
            key: negate,
            message: `Config '${negate}' was provided but there is no config '${predicate}' defining a predicate to be negated.`,
          },
        ];
  if (predicates.includes(wanted)) return [];
  return [
    {
      key: predicate,
      message: `Invalid value ${wanted} for configuration ${predicate}: there is no such alias in predicates.`,
    },
  ];
};

/** Checks that transformations refer to predicates that are there; Kafka Connect finds that out when a task starts. */
export const aliasProblems = (raw: RawConfig): readonly ConfigProblem[] => {
  const predicates = aliasesOf(raw, 'predicates');
  return aliasesOf(raw, 'transforms').flatMap((alias) => problemsOf(raw, alias, predicates));
};
