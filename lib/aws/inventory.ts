import type { AwsApis } from './aws-apis.ts';
import { type ConnectorAliases, connectorAliases, connectorOfAlias } from './connector-alias.ts';
import { type AwsDeployerSettings, functionArn } from './deployer-settings.ts';
import type { Mapping } from './event-source-mappings.ts';
import { connectorKey } from './schedule-name.ts';
import type { ListedSchedule } from './schedules.ts';

/** What there is of one connector as a sink, on all functions: it may have been of another plugin before. */
export interface SinkInventory {
  /** ARNs. */
  readonly aliases: readonly string[];
  readonly mappings: readonly Mapping[];
}

/** What is set up, to compare with what should be. */
export interface Inventory {
  schedules(connector: string): Promise<readonly ListedSchedule[]>;
  sinks(connector: string): Promise<SinkInventory>;
}

const NOTHING: SinkInventory = { aliases: [], mappings: [] };

/** A name too long for an alias never was a sink's. */
const aliasesOf = (connector: string) => {
  try {
    return connectorAliases(connector);
  } catch {
    return undefined;
  }
};

/** Asks AWS for each connector anew: a call for its schedules, and one a sink plugin. */
export const createLiveInventory = (apis: AwsApis, settings: AwsDeployerSettings): Inventory => {
  const { schedules, aliases, mappings } = apis;
  const onAlias = async (functionArn: string, alias: string): Promise<SinkInventory> => {
    if (!(await aliases.exists(functionArn, alias))) return NOTHING;
    const arn = `${functionArn}:${alias}`;
    return { aliases: [arn], mappings: await mappings.list(arn) };
  };
  /** The plain alias is there as long as the other one. */
  const onFunction = async (arn: string, { plain, reporting }: ConnectorAliases): Promise<readonly SinkInventory[]> => {
    const first = await onAlias(arn, plain);
    return first === NOTHING || reporting === undefined ? [first] : [first, await onAlias(arn, reporting)];
  };
  return {
    schedules: async (connector) => {
      const key = connectorKey(connector);
      return (await schedules.list(`${key}.`)).filter((one) => one.key === key);
    },
    sinks: async (connector) => {
      const names = aliasesOf(connector);
      if (names === undefined) return NOTHING;
      const onAll = settings.plugins.sinks.map((plugin) => onFunction(functionArn(settings, plugin), names));
      const found = (await Promise.all(onAll)).flat();
      return { aliases: found.flatMap((one) => one.aliases), mappings: found.flatMap((one) => one.mappings) };
    },
  };
};

/** Everything of this worker, listed once. */
export interface Snapshot {
  readonly schedules: ReadonlyMap<string, readonly ListedSchedule[]>;
  readonly sinks: ReadonlyMap<string, SinkInventory>;
}

const groupBy = <T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
};

/** Lists all that is set up, whoever it belongs to: pages of a hundred, whatever the number of connectors. */
export const takeSnapshot = async (apis: AwsApis, settings: AwsDeployerSettings): Promise<Snapshot> => {
  const [schedules, mappings, aliases] = await Promise.all([
    apis.schedules.list(),
    apis.mappings.list(),
    Promise.all(settings.plugins.sinks.map((plugin) => apis.aliases.list(functionArn(settings, plugin)))),
  ]);
  const isOurs = ({ FunctionArn }: Mapping): boolean => FunctionArn.startsWith(settings.functionArnPrefix);
  const mappingsOf = groupBy(mappings.filter(isOurs), ({ FunctionArn }) => connectorOfAlias(FunctionArn));
  const aliasesOf = groupBy(aliases.flat(), connectorOfAlias);
  const names = [...mappingsOf.keys(), ...aliasesOf.keys()].filter((name) => name !== undefined);
  return {
    schedules: groupBy(schedules, ({ key }) => key),
    sinks: new Map(
      names.map((name) => [name, { aliases: aliasesOf.get(name) ?? [], mappings: mappingsOf.get(name) ?? [] }]),
    ),
  };
};

/**
 * Believes a snapshot once for each connector. Whoever looks at the same connector again has changed it, or saw it change, and
 * is told what is now.
 */
export const createPassInventory = (live: Inventory, snapshot: () => Promise<Snapshot>): Inventory => {
  const isFirstLook = () => {
    const seen = new Set<string>();
    return (connector: string): boolean => !seen.has(connector) && seen.add(connector).has(connector);
  };
  const [isFirstForSchedules, isFirstForSinks] = [isFirstLook(), isFirstLook()];
  return {
    schedules: async (connector) =>
      isFirstForSchedules(connector)
        ? ((await snapshot()).schedules.get(connectorKey(connector)) ?? [])
        : live.schedules(connector),
    sinks: async (connector) =>
      isFirstForSinks(connector) ? ((await snapshot()).sinks.get(connector) ?? NOTHING) : live.sinks(connector),
  };
};
