import {
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  DeleteAliasCommand,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetAliasCommand,
  InvokeCommand,
  type LambdaClient,
  ListAliasesCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { awsError, type Calls, recordCalls } from './calls.ts';

export interface FakeLambda extends Calls {
  readonly client: LambdaClient;
  readonly mappings: Map<string, EventSourceMappingConfiguration>;
  /** ARNs. */
  readonly aliases: Set<string>;
  readonly invocations: Array<{ readonly function: string; readonly event: unknown }>;
  /** Lets what is under way come to its end: creating, updating, deleting. */
  settle(): void;
}

const MAPPING_PAGE = 100;
const ALIAS_PAGE = 50;

const page = <T>(all: readonly T[], marker: string | undefined, size: number) => {
  const from = Number(marker ?? 0);
  return {
    items: all.slice(from, from + size),
    ...(from + size < all.length && { NextMarker: String(from + size) }),
  };
};

const groupOf = (one: EventSourceMappingConfiguration): string | undefined =>
  (one.SelfManagedKafkaEventSourceConfig ?? one.AmazonManagedKafkaEventSourceConfig)?.ConsumerGroupId;

/** Lambda as far as the deployer knows it: changes of mappings take their time, and refuse others meanwhile. */
export const createFakeLambda = (): FakeLambda => {
  const mappings = new Map<string, EventSourceMappingConfiguration>();
  const aliases = new Set<string>();
  const invocations: FakeLambda['invocations'] = [];
  const calls = recordCalls();
  let uuids = 0;

  const requireAlias = (arn = ''): void => {
    if (!aliases.has(arn)) throw awsError('InvalidParameterValueException', `no function ${arn}`);
  };
  const settled = (uuid = ''): EventSourceMappingConfiguration => {
    const found = mappings.get(uuid);
    if (found === undefined) throw awsError('ResourceNotFoundException');
    if (found.State !== 'Enabled' && found.State !== 'Disabled') throw awsError('ResourceInUseException');
    return found;
  };

  const create = ({ input }: CreateEventSourceMappingCommand): void => {
    const { FunctionName = '', Enabled, ...rest } = input;
    requireAlias(FunctionName);
    const group = groupOf(rest);
    if ([...mappings.values()].some((one) => groupOf(one) === group)) throw awsError('ResourceConflictException');
    uuids += 1;
    const UUID = `mapping-${String(uuids).padStart(5, '0')}`;
    mappings.set(UUID, {
      ...rest,
      UUID,
      FunctionArn: FunctionName,
      State: Enabled === false ? 'Disabled' : 'Creating',
    });
  };

  const update = ({ input }: UpdateEventSourceMappingCommand): void => {
    const { UUID = '', FunctionName, Enabled, ...rest } = input;
    requireAlias(FunctionName);
    const old = settled(UUID);
    const wasEnabled = old.State === 'Enabled';
    const State = Enabled === wasEnabled ? (Enabled ? 'Updating' : 'Disabled') : Enabled ? 'Enabling' : 'Disabling';
    mappings.set(UUID, { ...old, ...rest, FunctionArn: FunctionName, State });
  };

  const remove = ({ input }: DeleteEventSourceMappingCommand): void => {
    const found = settled(input.UUID);
    mappings.set(input.UUID ?? '', { ...found, State: 'Deleting' });
  };

  const send = async (command: unknown): Promise<unknown> => {
    await Promise.resolve();
    if (command instanceof ListEventSourceMappingsCommand) {
      calls.enter('ListEventSourceMappings');
      const { FunctionName, Marker } = command.input;
      const all = [...mappings.values()].filter(
        ({ FunctionArn }) => FunctionName === undefined || FunctionArn === FunctionName,
      );
      const { items, ...next } = page(all, Marker, MAPPING_PAGE);
      return { EventSourceMappings: items.map((one) => ({ ...one })), ...next };
    }
    if (command instanceof ListAliasesCommand) {
      calls.enter('ListAliases');
      const prefix = `${command.input.FunctionName}:`;
      const all = [...aliases].filter((arn) => arn.startsWith(prefix));
      const { items, ...next } = page(all, command.input.Marker, ALIAS_PAGE);
      return { Aliases: items.map((AliasArn) => ({ AliasArn })), ...next };
    }
    if (command instanceof GetAliasCommand) {
      calls.enter('GetAlias');
      const arn = `${command.input.FunctionName}:${command.input.Name}`;
      if (!aliases.has(arn)) throw awsError('ResourceNotFoundException');
      return { AliasArn: arn };
    }
    if (command instanceof CreateAliasCommand) {
      calls.enter('CreateAlias');
      const arn = `${command.input.FunctionName}:${command.input.Name}`;
      if (aliases.has(arn)) throw awsError('ResourceConflictException');
      aliases.add(arn);
      return {};
    }
    if (command instanceof DeleteAliasCommand) {
      calls.enter('DeleteAlias');
      aliases.delete(`${command.input.FunctionName}:${command.input.Name}`);
      return {};
    }
    if (command instanceof CreateEventSourceMappingCommand) {
      calls.enter('CreateEventSourceMapping');
      return create(command);
    }
    if (command instanceof UpdateEventSourceMappingCommand) {
      calls.enter('UpdateEventSourceMapping');
      return update(command);
    }
    if (command instanceof DeleteEventSourceMappingCommand) {
      calls.enter('DeleteEventSourceMapping');
      return remove(command);
    }
    if (command instanceof InvokeCommand) {
      calls.enter('Invoke');
      invocations.push({
        function: command.input.FunctionName ?? '',
        event: JSON.parse(String(command.input.Payload)),
      });
      return {};
    }
    throw new Error(`not faked: ${String(command)}`);
  };

  const settle = (): void => {
    for (const [uuid, one] of mappings) {
      if (one.State === 'Deleting') mappings.delete(uuid);
      else if (one.State === 'Disabling') mappings.set(uuid, { ...one, State: 'Disabled' });
      else if (one.State !== 'Disabled') mappings.set(uuid, { ...one, State: 'Enabled' });
    }
  };

  // The client has dozens of methods and overloads; the deployer uses `send`.
  return { ...calls, mappings, aliases, invocations, settle, client: { send } as unknown as LambdaClient };
};
