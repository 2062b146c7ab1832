import type { RawConfig } from '../../connect/connector.ts';
import { ConflictError } from '../../storage/config-backing-store.ts';
import type { ConnectorInfo, NullableConfig } from '../entities.ts';
import { AlreadyExistsError, BadRequestError } from '../errors.ts';
import type { CreateRequest, Herder } from '../herder.ts';
import type { HerderContext } from '../herder-context.ts';
import { requireValid } from '../validation/require-valid.ts';
import { connectorInfo, type ExistingConnector, exists, requireConnector } from './connector-info.ts';
import { retryConflicts } from './retry-conflicts.ts';

type ConnectorConfigs = Pick<
  Herder,
  'connectorConfig' | 'createConnector' | 'putConnectorConfig' | 'patchConnectorConfig' | 'deleteConnectorConfig'
>;

/** The configuration with its name in it. @throws BadRequestError when it carries another one. */
const named = (name: string, config: NullableConfig): NullableConfig => {
  const given = config.name;
  if (typeof given === 'string' && given !== name)
    throw new BadRequestError(
      `Connector name configuration (${given}) doesn't match connector name in the URL (${name})`,
    );
  return { ...config, name };
};

/** Dots alone are normalised away in URLs. @throws BadRequestError */
const requireReachable = (name: string): void => {
  if (name !== '.' && name !== '..') return;
  throw new BadRequestError(
    `Invalid value ${name} for configuration name: no URL can lead to a connector of this name`,
  );
};

/** What was checked holds no `null`, which is among the checks. */
const checked = async (context: HerderContext, config: NullableConfig): Promise<RawConfig> => {
  requireValid({ ...context, plugins: await context.plugins.load() }, config);
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, value ?? '']));
};

const merged = (config: RawConfig, patch: NullableConfig): NullableConfig =>
  Object.fromEntries(Object.entries({ ...config, ...patch }).filter(([, value]) => value !== null));

/** Creating, changing and deleting configurations. All that a write does is to store; the reconciler takes it from there. */
export const createConnectorConfigs = (context: HerderContext): ConnectorConfigs => {
  const { configs } = context.storage;
  const infoOf = (state: ExistingConnector): ConnectorInfo => connectorInfo(context.plugins.connectors, state);
  const created = (name: string, config: RawConfig): ConnectorInfo =>
    infoOf({ name, config, configVersion: 0, targetState: 'STARTED', tasks: undefined });

  const create = async ({ name, config: given, initialState }: CreateRequest): Promise<ConnectorInfo> => {
    requireReachable(name);
    const config = await checked(context, named(name, given));
    const alreadyExists = new AlreadyExistsError(`Connector ${name} already exists`);
    if (exists(await configs.connector(name))) throw alreadyExists;
    try {
      await configs.putConnectorConfig(name, config, { expectedVersion: 0, targetState: initialState ?? 'STARTED' });
    } catch (error) {
      throw error instanceof ConflictError ? alreadyExists : error;
    }
    return created(name, config);
  };

  const replace = async (state: ExistingConnector, config: RawConfig): Promise<ConnectorInfo> => {
    await configs.putConnectorConfig(state.name, config, { expectedVersion: state.configVersion });
    return infoOf({ ...state, config });
  };

  return {
    connectorConfig: async (name) => (await requireConnector(configs, name)).config,
    createConnector: create,
    putConnectorConfig: async (name, given) => {
      const config = await checked(context, named(name, given));
      return retryConflicts(async () => {
        const state = await configs.connector(name);
        if (exists(state)) return { created: false, connector: await replace(state, config) };
        await configs.putConnectorConfig(name, config, { expectedVersion: 0, targetState: 'STARTED' });
        return { created: true, connector: created(name, config) };
      });
    },
    patchConnectorConfig: async (name, patch) =>
      retryConflicts(async () => {
        const state = await requireConnector(configs, name);
        return replace(state, await checked(context, merged(state.config, patch)));
      }),
    deleteConnectorConfig: async (name) => {
      await requireConnector(configs, name);
      await configs.removeConnectorConfig(name);
    },
  };
};
