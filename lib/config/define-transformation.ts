import type { RawConfig } from '../connect/connector.ts';
import { type Logger, silentLogger } from '../connect/logger.ts';
import type { Predicate, Transformation } from '../connect/transformation.ts';
import type { ConfigDef, ConfigOf } from './config-def.ts';
import { parseConfig } from './parse-config.ts';

/** What a transformation gets from where it runs. */
export interface TransformationContext {
  readonly log: Logger;
}

/** Where a transformation is made to check its configuration only. */
const UNHEARD: TransformationContext = { log: silentLogger };

/** What a transformation or predicate says about itself. */
interface TransformationDescription<D extends ConfigDef> {
  /** The Java class of the original, as in `transforms.<alias>.type`: `…transforms.InsertField$Value`. */
  readonly className: string;
  readonly aliases?: readonly string[];
  readonly version: string;
  readonly documentation: string;
  readonly configDef: D;
}

/** A transformation, before it is configured. */
export interface TransformationPlugin extends Required<TransformationDescription<ConfigDef>> {
  readonly kind: 'transformation';
  /** Loads what `create` needs and most functions do not; called, and waited for, before it. */
  load(): Promise<void>;
  /** @throws ConfigError when the configuration (`transforms.<alias>.` already stripped) is wrong. */
  create(raw: RawConfig, context?: TransformationContext): Transformation;
}

/** A predicate, before it is configured. */
export interface PredicatePlugin extends Required<TransformationDescription<ConfigDef>> {
  readonly kind: 'predicate';
  /** @throws ConfigError when the configuration (`predicates.<alias>.` already stripped) is wrong. */
  create(raw: RawConfig): Predicate;
}

const described = <D extends ConfigDef>(spec: TransformationDescription<D>) => ({
  className: spec.className,
  aliases: spec.aliases ?? [],
  version: spec.version,
  documentation: spec.documentation,
  configDef: spec.configDef,
});

export const defineTransformation = <D extends ConfigDef>(
  spec: TransformationDescription<D> & {
    create(config: ConfigOf<D>, context: TransformationContext): Transformation;
    load?(): Promise<void>;
  },
): TransformationPlugin => ({
  kind: 'transformation',
  ...described(spec),
  load: async () => spec.load?.(),
  create: (raw, context = UNHEARD) => spec.create(parseConfig(spec.configDef, raw), context),
});

export const definePredicate = <D extends ConfigDef>(
  spec: TransformationDescription<D> & { create(config: ConfigOf<D>): Predicate },
): PredicatePlugin => ({
  kind: 'predicate',
  ...described(spec),
  create: (raw) => spec.create(parseConfig(spec.configDef, raw)),
});
