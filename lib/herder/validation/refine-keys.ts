import type { ConfigDef, ConfigKey } from '../../config/config-def.ts';
import type { Recommender } from '../../config/recommender.ts';
import type { Validator } from '../../config/validators.ts';

/** What a worker knows better about a key than its definition. */
interface Refinement {
  readonly default: string | null;
  readonly recommender?: Recommender;
  readonly validator?: Validator<string>;
}

/** The definition with some of its text keys refined, each in its place. */
export const refineKeys = (def: ConfigDef, refinements: Readonly<Record<string, Refinement>>): ConfigDef =>
  Object.fromEntries(
    Object.entries(def).map(([name, key]): [string, ConfigKey] => {
      const refinement = refinements[name];
      const isText = key.type === 'STRING' || key.type === 'CLASS';
      return [name, refinement !== undefined && isText ? { ...key, ...refinement } : key];
    }),
  );
