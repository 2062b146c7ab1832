import { connectorConfig } from '../../config/common/connector-config.ts';
import type { ConfigDef } from '../../config/config-def.ts';
import type { ConnectorPlugin } from '../../config/define-connector.ts';
import { validateConfig } from '../../config/validate-config.ts';
import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';
import { asError } from '../../connect/errors.ts';
import type { ConfigInfo, ConfigInfos, NullableConfig } from '../entities.ts';
import { BadRequestError } from '../errors.ts';
import { findConnector } from '../plugins/find-connector.ts';
import type { PluginCatalogue } from '../plugins/plugin-catalogue.ts';
import { commonKeys } from '../plugins/plugin-config.ts';
import { requireVersion } from '../plugins/version-range.ts';
import type { HerderConfig } from '../worker-config.ts';
import { aliasFamilyKeys, predicateFamily, transformationFamily } from './alias-keys.ts';
import { aliasProblems } from './alias-problems.ts';
import { enrichedCommonKeys, unversionedKeys } from './common-keys.ts';
import { configInfo, withProblems } from './config-info.ts';
import { validateConverters } from './converter-keys.ts';
import { validateOverrides } from './override-policy.ts';
import { guaranteeProblems, sinkProblems } from './sink-checks.ts';
import { sourceProblems } from './source-checks.ts';

export interface ValidationContext {
  readonly plugins: PluginCatalogue;
  readonly config: HerderConfig;
}

/** What the checks of one configuration have in hand. */
interface Subject {
  readonly plugin: ConnectorPlugin;
  readonly raw: RawConfig;
}

const print = (config: NullableConfig): string =>
  `{${Object.entries(config)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')}}`;

const withoutNulls = (config: NullableConfig): RawConfig =>
  Object.fromEntries(
    Object.entries(config).flatMap(
      ([key, value]): ReadonlyArray<[string, string]> => (value === null ? [] : [[key, value]]),
    ),
  );

const nullProblems = (config: NullableConfig): readonly ConfigProblem[] =>
  Object.entries(config)
    .filter(([, value]) => value === null)
    .map(([key]) => ({ key, message: 'Null value can not be supplied as the configuration value.' }));

const versionProblems = ({ plugin, raw }: Subject): readonly ConfigProblem[] => {
  const wanted = raw['connector.plugin.version'];
  if (wanted === undefined) return [];
  try {
    requireVersion(plugin.className, plugin.version, wanted);
    return [];
  } catch (error) {
    const { message } = asError(error);
    return ['connector.class', 'connector.plugin.version'].map((key) => ({ key, message }));
  }
};

/** Keys that Kafka Connect does not know are listed only where they are used. */
const listed = (def: ConfigDef, raw: RawConfig): ConfigDef =>
  Object.fromEntries(Object.entries(def).filter(([name, key]) => !key.internal || raw[name] !== undefined));

const keyInfos = (def: ConfigDef, raw: RawConfig): readonly ConfigInfo[] =>
  validateConfig(listed(def, raw), raw).map((found) => configInfo(found, raw[found.name]));

/** What the plugin itself says, asked only once each of its keys is right. */
const pluginProblems = (
  { plugin, raw }: Subject,
  infos: readonly ConfigInfo[],
  config: HerderConfig,
): readonly ConfigProblem[] => {
  if (infos.some(({ name, errors }) => errors.length > 0 && name in plugin.configDef)) return [];
  const kindProblems = plugin.kind === 'source' ? sourceProblems(plugin, raw, config) : guaranteeProblems(plugin, raw);
  return [...kindProblems, ...plugin.validate(raw)];
};

const infosOf = ({ plugins, config }: ValidationContext, subject: Subject): readonly ConfigInfo[] => {
  const { plugin, raw } = subject;
  const def = {
    ...enrichedCommonKeys(commonKeys(plugin.kind), { plugins, config, raw }, plugin),
    ...aliasFamilyKeys(transformationFamily(plugins.transformations), raw),
    ...aliasFamilyKeys(predicateFamily(plugins.predicates), raw),
    ...plugin.configDef,
  };
  const infos = [
    ...keyInfos(def, raw),
    ...validateConverters(plugins, raw).map((found) => configInfo(found, raw[found.name])),
    ...validateOverrides(raw, config),
  ];
  const problems = [
    ...(plugin.kind === 'sink' ? sinkProblems(raw).filter(({ key }) => !hasErrors(infos, key)) : []),
    ...aliasProblems(raw),
    ...pluginProblems(subject, infos, config),
  ];
  return withProblems(infos, problems, raw);
};

const hasErrors = (infos: readonly ConfigInfo[], key: string): boolean =>
  infos.some(({ name, errors }) => name === key && errors.length > 0);

const groupsOf = (infos: readonly ConfigInfo[]): readonly string[] => [
  ...new Set(infos.flatMap(({ key }) => key?.group ?? [])),
];

/**
 * Checks a whole connector configuration, key by key and across keys; follows `AbstractHerder.validateConnectorConfig`.
 * Loads no driver and reaches nothing outside.
 *
 * @throws BadRequestError when it names no connector class, or an unknown one.
 */
export const validateConnector = (context: ValidationContext, given: NullableConfig): ConfigInfos => {
  const raw = withoutNulls(given);
  const className = raw['connector.class'];
  if (className === undefined) throw new BadRequestError(`Connector config ${print(given)} contains no connector type`);
  const subject = { plugin: findConnector(context.plugins.connectors, className), raw };
  const version = versionProblems(subject);
  const infos =
    version.length === 0 ? infosOf(context, subject) : keyInfos(unversionedKeys(connectorConfig, subject.plugin), raw);
  const configs = withProblems(infos, [...version, ...nullProblems(given)], raw);
  return { name: className, groups: groupsOf(configs), configs };
};
