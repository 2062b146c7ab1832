import { DataError } from '../../connect/errors.ts';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (json: unknown): json is Json => typeof json === 'object' && json !== null;

const rulesIn = (ruleSet: Json): readonly unknown[] =>
  [ruleSet.domainRules, ruleSet.encodingRules].flatMap((rules) => (Array.isArray(rules) ? rules : []));

/** When the rules of a schema's data contract apply: the modes of those that are not disabled, out of a registry's answer. */
export const ruleModes = (json: unknown): readonly string[] => {
  if (!isRecord(json) || !isRecord(json.ruleSet)) return [];
  return rulesIn(json.ruleSet).flatMap((rule) =>
    isRecord(rule) && rule.disabled !== true ? [String(rule.mode ?? 'WRITEREAD')] : [],
  );
};

/**
 * Rules encrypt and check data: to leave them out would let through what they keep from it. The original also refuses a rule that
 * it has no executor for. @throws DataError
 */
export const rejectRules = (what: string, modes: readonly string[], use: 'READ' | 'WRITE'): void => {
  if (modes.includes(use) || modes.includes('WRITEREAD'))
    throw new DataError(`${what} has rules of a data contract, which are not supported: disable them in the registry`);
};
