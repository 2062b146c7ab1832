import { namesOf } from '../../config/plugin-names.ts';
import type { NullableConfig } from '../entities.ts';
import { BadRequestError } from '../errors.ts';
import type { Herder } from '../herder.ts';
import type { HerderContext } from '../herder-context.ts';
import { validateConnector } from '../validation/validate-connector.ts';
import { CONNECTOR, findConnector } from './find-connector.ts';
import { pluginConfig } from './plugin-config.ts';
import { connectorList, pluginList } from './plugin-list.ts';

type PluginOperations = Pick<Herder, 'connectorPlugins' | 'connectorPluginConfig' | 'validateConnectorConfig'>;

/** What can be asked of the plugins of this deployment, without any connector. */
export const createPluginOperations = ({ plugins, config }: HerderContext): PluginOperations => {
  const requireSamePlugin = (requested: string, given: NullableConfig): void => {
    const included = given['connector.class'];
    if (typeof included !== 'string') return;
    if (namesOf(findConnector(plugins.connectors, included), CONNECTOR).includes(requested)) return;
    throw new BadRequestError(`Included connector type ${included} does not match request type ${requested}`);
  };
  return {
    connectorPlugins: async (connectorsOnly) =>
      connectorsOnly ? connectorList(plugins.connectors) : pluginList(await plugins.load()),
    connectorPluginConfig: async (name, version) => pluginConfig(await plugins.load(), name, version),
    validateConnectorConfig: async (requested, given) => {
      requireSamePlugin(requested, given);
      return validateConnector({ plugins: await plugins.load(), config }, given);
    },
  };
};
