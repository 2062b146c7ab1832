import type { Password } from '../connect/password.ts';
import type { Recommender } from './recommender.ts';
import type { Validator } from './validators.ts';

export type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS' | 'PASSWORD';
export type Importance = 'HIGH' | 'MEDIUM' | 'LOW';
export type Width = 'NONE' | 'SHORT' | 'MEDIUM' | 'LONG';

/** What every key says about itself, whatever its type; follows `org.apache.kafka.common.config.ConfigDef.ConfigKey`. */
interface KeyAttributes {
  readonly importance: Importance;
  /** One or two sentences in our own words, for REST answers and the generated README. */
  readonly documentation: string;
  /** Heading under which tools show the key. */
  readonly group?: string;
  /** Place within the group; by default the place in the literal. */
  readonly order?: number;
  /** How wide tools draw the input; NONE by default. */
  readonly width?: Width;
  /** Label in tools; the key's name by default. */
  readonly displayName?: string;
  /** Keys whose recommended values or visibility depend on this one. */
  readonly dependents?: readonly string[];
  readonly recommender?: Recommender;
  /**
   * Set where the original's key can mean nothing here (a licence, a JVM setting): the reason. The key is accepted and
   * logged once. A key that would change results and is not supported gets a validator that refuses it instead.
   */
  readonly ignored?: string;
  /** True for keys that the original does not know: parsed and validated, but not listed among the plugin's keys. */
  readonly internal?: boolean;
}

interface TypedKey<Type extends ConfigType, Value> extends KeyAttributes {
  readonly type: Type;
  /** Absent: the key is required. `null`: the key may be left out and is then `null`. */
  readonly default?: Value | null;
  /** Checks the parsed value, the default's included; its type narrows the parsed value's. */
  readonly validator?: Validator<Value>;
}

export type ConfigKey =
  | TypedKey<'BOOLEAN', boolean>
  | TypedKey<'STRING' | 'CLASS' | 'PASSWORD', string>
  | TypedKey<'INT' | 'SHORT' | 'LONG' | 'DOUBLE', number>
  | TypedKey<'LIST', readonly string[]>;

/**
 * Declares the configuration of a plugin as a literal, in the order of the documentation; follows
 * `org.apache.kafka.common.config.ConfigDef`. From it come parsing and its TypeScript type ({@link ConfigOf}), validation,
 * the REST answers and the generated documentation.
 */
export type ConfigDef = Readonly<Record<string, ConfigKey>>;

/** Gives the literal its exact type, so that {@link ConfigOf} can read it. */
export const defineConfig = <const D extends ConfigDef>(def: D): D => def;

type Scalar<T extends ConfigType> = T extends 'BOOLEAN'
  ? boolean
  : T extends 'STRING' | 'CLASS'
    ? string
    : T extends 'PASSWORD'
      ? Password
      : T extends 'LIST'
        ? readonly string[]
        : number;

type Parsed<K extends ConfigKey> = K extends { readonly type: 'PASSWORD' }
  ? Password
  : K extends { readonly validator: Validator<infer Value> }
    ? Value
    : Scalar<K['type']>;

type Nullable<K extends ConfigKey> = K extends {
  readonly default: infer Default;
}
  ? null extends Default
    ? null
    : never
  : never;

/** The parsed configuration: every key present, `null` only where the default is `null`. */
export type ConfigOf<D extends ConfigDef> = {
  readonly [K in keyof D]: Parsed<D[K]> | Nullable<D[K]>;
};
