import { connectorConfig } from '../../config/common/connector-config.ts';
import type { TransformationContext } from '../../config/define-transformation.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { findPlugin, type NamedPlugin } from '../../config/plugin-names.ts';
import { withoutPrefix } from '../../config/prefixed.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { ConfigError } from '../../connect/errors.ts';
import type { Predicate, Transformation } from '../../connect/transformation.ts';
import type { Named, RecordPlugins } from './record-plugins.ts';

/** The plugin that `key` names. @throws ConfigError in Kafka's words when there is none. */
const required = <P extends NamedPlugin>(plugins: readonly P[], raw: RawConfig, key: string, kind: string): P => {
  const className = raw[key];
  if (className === undefined)
    throw new ConfigError(`Missing required configuration "${key}" which has no default value.`);
  const plugin = findPlugin(plugins, className, kind);
  if (plugin === undefined)
    throw new ConfigError(
      `Invalid value ${className} for configuration ${key}: Class ${className} could not be found.`,
    );
  return plugin;
};

const createPredicate = (plugins: RecordPlugins, raw: RawConfig, alias: string): Predicate => {
  const prefix = `predicates.${alias}.`;
  if (raw[`${prefix}type`] === undefined) throw new ConfigError(`Unknown configuration '${prefix}type'`);
  const plugin = required(plugins.predicates, raw, `${prefix}type`, 'Predicate');
  return plugin.create(withoutPrefix(raw, prefix));
};

/** Leaves records alone that the predicate says no to; follows `TransformationStage`. */
const predicated = (transformation: Transformation, predicate: Predicate, negate: boolean): Transformation => ({
  apply: (record) => (predicate.test(record) === negate ? record : transformation.apply(record)),
});

const createTransformation = async (
  plugins: RecordPlugins,
  raw: RawConfig,
  alias: string,
  context: TransformationContext,
): Promise<Named<Transformation>> => {
  const prefix = `transforms.${alias}.`;
  const plugin = required(plugins.transformations, raw, `${prefix}type`, 'Transformation');
  const { predicate, negate = 'false', ...settings } = withoutPrefix(raw, prefix);
  await plugin.load();
  const transformation = plugin.create(settings, context);
  if (predicate === undefined) return { className: plugin.className, plugin: transformation };
  const chosen = createPredicate(plugins, raw, predicate);
  return {
    className: plugin.className,
    plugin: predicated(transformation, chosen, negate.trim().toLowerCase() === 'true'),
  };
};

/**
 * Makes the transformations that `transforms` lists, in order, each with its predicate; follows
 * `ConnectorConfig.transformationStages`.
 *
 * @throws ConfigError when a class or an alias is unknown, or settings are wrong.
 */
export const createTransformations = async (
  plugins: RecordPlugins,
  connector: RawConfig,
  context: TransformationContext,
): Promise<ReadonlyArray<Named<Transformation>>> => {
  const { transforms } = parseConfig({ transforms: connectorConfig.transforms }, connector);
  return Promise.all(transforms.map((alias) => createTransformation(plugins, connector, alias, context)));
};
