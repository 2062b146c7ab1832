import { isDeepStrictEqual } from 'node:util';
import type { Mapping } from './event-source-mappings.ts';
import type { MappingRequest } from './mapping-request.ts';

/**
 * What has to happen to a mapping: it is as it should be, it is changed in place, it is replaced, or it is already going.
 * WAIT: it is on its way to a state that is not known yet, and takes no change before it is there.
 */
export type MappingVerdict = 'KEEP' | 'UPDATE' | 'REPLACE' | 'WAIT' | 'GONE';

type Described = Omit<MappingRequest, 'FunctionName'>;

/** What can't be changed; see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
const identity = (one: Described) => ({
  topics: one.Topics ?? [],
  cluster: one.EventSourceArn ?? null,
  bootstrap: [...(one.SelfManagedEventSource?.Endpoints?.KAFKA_BOOTSTRAP_SERVERS ?? [])].sort(),
  group: (one.AmazonManagedKafkaEventSourceConfig ?? one.SelfManagedKafkaEventSourceConfig)?.ConsumerGroupId ?? null,
});

/** `null` where AWS says one of its defaults, in whichever of its ways. */
const unless = <T>(value: T | undefined, ...defaults: readonly T[]): T | null =>
  value === undefined || defaults.includes(value) ? null : value;

/** What Lambda can set, but not everywhere unset again: where one of these goes back to its default, the mapping is replaced. */
const options = (one: Described) => ({
  window: unless(one.MaximumBatchingWindowInSeconds, 0),
  filters: unless((one.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern).join('\n'), ''),
  destination: unless(one.DestinationConfig?.OnFailure?.Destination, ''),
  age: unless(one.MaximumRecordAgeInSeconds, -1),
  retries: unless(one.MaximumRetryAttempts, -1),
  bisect: unless(one.BisectBatchOnFunctionError, false),
  responses: unless((one.FunctionResponseTypes ?? []).join(), ''),
  minPollers: unless(one.ProvisionedPollerConfig?.MinimumPollers),
});

const settings = (one: Described) => ({
  batchSize: one.BatchSize,
  access: (one.SourceAccessConfigurations ?? []).map(({ Type, URI }) => `${Type}=${URI}`).sort(),
});

/** AWS fills in a maximum where none was asked for. */
const hasPollers = (mapping: Mapping, request: MappingRequest): boolean => {
  const wanted = request.ProvisionedPollerConfig?.MaximumPollers;
  return wanted === undefined || wanted === mapping.ProvisionedPollerConfig?.MaximumPollers;
};

const isCleared = (mapping: Mapping, request: MappingRequest): boolean => {
  const wanted: Readonly<Record<string, unknown>> = options(request);
  return Object.entries(options(mapping)).some(([key, value]) => value !== null && wanted[key] === null);
};

const isSame = (mapping: Mapping, request: MappingRequest): boolean =>
  mapping.FunctionArn === request.FunctionName &&
  isDeepStrictEqual(options(mapping), options(request)) &&
  isDeepStrictEqual(settings(mapping), settings(request)) &&
  hasPollers(mapping, request);

/** Whether it is enabled, or will be; `undefined` where the state does not say. A new mapping is mostly an enabled one. */
const isEnabled = ({ State }: Mapping): boolean | undefined => {
  if (State === 'Enabled' || State === 'Enabling') return true;
  if (State === 'Disabled' || State === 'Disabling') return false;
  return undefined;
};

const IN_TRANSIT = new Set(['Creating', 'Enabling', 'Disabling', 'Updating']);

export const compareMapping = (mapping: Mapping, request: MappingRequest): MappingVerdict => {
  const { State = '' } = mapping;
  if (State === 'Deleting') return 'GONE';
  if (!isDeepStrictEqual(identity(mapping), identity(request)) || isCleared(mapping, request)) return 'REPLACE';
  const isCreatedSo = State === 'Creating' && request.Enabled === true;
  if (isSame(mapping, request) && (isCreatedSo || isEnabled(mapping) === request.Enabled)) return 'KEEP';
  return IN_TRANSIT.has(State) ? 'WAIT' : 'UPDATE';
};
