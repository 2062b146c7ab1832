import type { UpdateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { RetriableError } from '../connect/errors.ts';
import type { SinkDeployment } from '../herder/task-deployment.ts';
import type { Aliases } from './aliases.ts';
import { compareMapping } from './compare-mapping.ts';
import { connectorAliases } from './connector-alias.ts';
import { type AwsDeployerSettings, functionArn } from './deployer-settings.ts';
import type { EventSourceMappings, Mapping } from './event-source-mappings.ts';
import type { SinkInventory } from './inventory.ts';
import { type MappingRequest, mappingRequest } from './mapping-request.ts';
import { settle } from './settle.ts';

export interface SinkMappingsOptions {
  readonly mappings: EventSourceMappings;
  readonly aliases: Aliases;
  readonly settings: AwsDeployerSettings;
}

const notYet = (what: string): never => {
  throw new RetriableError(what);
};

const topicOf = ({ Topics }: Mapping): string => Topics?.[0] ?? '';

const splitArn = (aliasArn: string): { readonly function: string; readonly alias: string } => {
  const colon = aliasArn.lastIndexOf(':');
  return { function: aliasArn.slice(0, colon), alias: aliasArn.slice(colon + 1) };
};

/** A mapping can be changed in all but what it reads, and from where on. */
const updateRequest = (uuid: string, request: MappingRequest): UpdateEventSourceMappingRequest => {
  const { Topics, StartingPosition, EventSourceArn, SelfManagedEventSource, ...changeable } = request;
  const { AmazonManagedKafkaEventSourceConfig, SelfManagedKafkaEventSourceConfig, ...rest } = changeable;
  return { ...rest, UUID: uuid };
};

const isGoing = ({ State }: Mapping): boolean => State === 'Deleting';

/** Of a topic's mappings the one to go on with: two reconcilers at once may have made two, and must agree which one stays. */
const first = (mappings: readonly Mapping[]): Mapping | undefined =>
  mappings.toSorted((a, b) => Number(isGoing(a)) - Number(isGoing(b)) || (a.UUID < b.UUID ? -1 : 1))[0];

/** Makes the event source mappings and aliases of a connector those of its deployment; all go where there is none. */
export const applySink = async (
  { mappings, aliases, settings }: SinkMappingsOptions,
  sink: SinkDeployment | undefined,
  current: SinkInventory,
): Promise<void> => {
  const requests = new Map(sink?.topics.map((topic) => [topic.topic, mappingRequest(settings, sink, topic)] as const));
  const isOwn = ({ FunctionArn }: Mapping): boolean =>
    sink !== undefined && splitArn(FunctionArn).function === functionArn(settings, sink.plugin);
  const ofTopic = (topic: string) => current.mappings.filter((one) => isOwn(one) && topicOf(one) === topic);
  const kept = new Set([...requests.keys()].flatMap((topic) => first(ofTopic(topic)) ?? []));
  const obsolete = current.mappings.filter((one) => !kept.has(one));

  const remove = async (mapping: Mapping): Promise<never> => {
    if (!isGoing(mapping)) await mappings.remove(mapping.UUID);
    return notYet(`the event source mapping of topic ${topicOf(mapping)} is being deleted`);
  };

  const bring = async (mapping: Mapping, request: MappingRequest): Promise<void> => {
    const verdict = compareMapping(mapping, request);
    if (verdict === 'WAIT') notYet(`the event source mapping of topic ${topicOf(mapping)} is ${mapping.State}`);
    if (verdict === 'REPLACE' || verdict === 'GONE') await remove(mapping);
    if (verdict === 'UPDATE') await mappings.update(updateRequest(mapping.UUID, request));
  };

  const apply = ([topic, request]: readonly [string, MappingRequest]): Promise<void> => {
    const mapping = first(ofTopic(topic));
    if (mapping !== undefined) return bring(mapping, request);
    // Its group is taken until the other one is gone.
    if (obsolete.some((one) => topicOf(one) === topic)) return Promise.resolve();
    return mappings.create(request);
  };

  const wantedAliases = new Set([...requests.values()].map(({ FunctionName }) => FunctionName));
  if (sink !== undefined && requests.size > 0)
    wantedAliases.add(`${functionArn(settings, sink.plugin)}:${connectorAliases(sink.connector).plain}`);
  const missing = [...wantedAliases].filter((arn) => !current.aliases.includes(arn)).map(splitArn);
  await settle(
    missing.map((one) => () => aliases.create(one.function, one.alias, `Connector ${sink?.connector}`.slice(0, 256))),
  );

  await settle([...obsolete.map((one) => () => remove(one)), ...[...requests].map((one) => () => apply(one))]);

  const unused = current.aliases.filter((arn) => !wantedAliases.has(arn)).map(splitArn);
  await settle(unused.map((one) => () => aliases.remove(one.function, one.alias)));
};
