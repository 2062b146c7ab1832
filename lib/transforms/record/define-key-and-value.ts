import type { ConfigDef, ConfigOf } from '../../config/config-def.ts';
import { defineTransformation, type TransformationPlugin } from '../../config/define-transformation.ts';
import type { Transformation } from '../../connect/transformation.ts';
import { KEY, type Side, VALUE } from './side.ts';

interface KeyAndValueSpec<D extends ConfigDef> {
  /** Java class of the original, without `$Key` or `$Value`. */
  readonly className: string;
  readonly version: string;
  readonly documentation: string;
  readonly configDef: D;
  create(config: ConfigOf<D>, side: Side): Transformation;
}

/** The two plugins of a transformation that exists once for keys and once for values. */
export const defineKeyAndValue = <D extends ConfigDef>(spec: KeyAndValueSpec<D>): readonly TransformationPlugin[] =>
  [KEY, VALUE].map((side) =>
    defineTransformation({
      className: `${spec.className}$${side.name}`,
      version: spec.version,
      documentation: `${spec.documentation} Works on the ${side.name.toLowerCase()}.`,
      configDef: spec.configDef,
      create: (config) => spec.create(config, side),
    }),
  );
