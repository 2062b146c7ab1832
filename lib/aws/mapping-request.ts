import type { CreateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import type { EventSourceOptions } from '../config/common/event-source-config.ts';
import { ConfigError } from '../connect/errors.ts';
import type { SinkDeployment, SinkTopicDeployment } from '../herder/task-deployment.ts';
import { aliasFor } from './connector-alias.ts';
import { type AwsDeployerSettings, functionArn, type KafkaEventSource } from './deployer-settings.ts';

/** What a mapping shall be: the request that would create it. */
export type MappingRequest = CreateEventSourceMappingRequest & { readonly FunctionName: string };

const GROUP_ID = /^[\w\-/*:+=.@]{1,200}$/;

/** @throws ConfigError, since Lambda's own message would show a pattern only. */
const requireGroupId = ({ groupId, topic }: SinkTopicDeployment): string => {
  if (!GROUP_ID.test(groupId))
    throw new ConfigError(
      `The consumer group ${groupId}, made of the connector's name and topic ${topic}, is not one that Lambda takes: up to 200 letters, digits and -_/*:+=.@`,
    );
  return groupId;
};

const sourceOf = (source: KafkaEventSource, ConsumerGroupId: string): Partial<MappingRequest> =>
  'clusterArn' in source
    ? { EventSourceArn: source.clusterArn, AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId } }
    : {
        SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: [...source.bootstrapServers] } },
        SelfManagedKafkaEventSourceConfig: { ConsumerGroupId },
      };

/** A window of whole seconds; none is half a second to Lambda. */
const windowOf = (ms: number): Partial<MappingRequest> =>
  ms === 0 ? {} : { MaximumBatchingWindowInSeconds: Math.ceil(ms / 1000) };

const optionsOf = (options: EventSourceOptions): Partial<MappingRequest> => {
  const { provisionedPollers: pollers, filterPatterns = [], onFailureDestination: destination } = options;
  return {
    ...(pollers && {
      ProvisionedPollerConfig: { MinimumPollers: pollers.minimum, MaximumPollers: pollers.maximum },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    }),
    ...(filterPatterns.length > 0 && { FilterCriteria: { Filters: filterPatterns.map((Pattern) => ({ Pattern })) } }),
    ...(destination !== undefined && { DestinationConfig: { OnFailure: { Destination: destination } } }),
    ...(options.maximumRecordAgeSeconds !== undefined && {
      MaximumRecordAgeInSeconds: options.maximumRecordAgeSeconds,
    }),
    ...(options.maximumRetryAttempts !== undefined && { MaximumRetryAttempts: options.maximumRetryAttempts }),
    ...(options.bisectBatchOnFunctionError && { BisectBatchOnFunctionError: true }),
  };
};

/** The mapping of one topic. @throws ConfigError when the names can't be those of an alias or a consumer group. */
export const mappingRequest = (
  settings: AwsDeployerSettings,
  sink: SinkDeployment,
  topic: SinkTopicDeployment,
): MappingRequest => {
  const alias = aliasFor(sink.connector, { provisioned: sink.settings.provisionedPollers !== undefined });
  return {
    FunctionName: `${functionArn(settings, sink.plugin)}:${alias}`,
    Topics: [topic.topic],
    Enabled: topic.enabled,
    BatchSize: sink.settings.batchSize,
    StartingPosition: sink.settings.startingPosition,
    SourceAccessConfigurations: [...settings.eventSource.sourceAccess],
    ...sourceOf(settings.eventSource, requireGroupId(topic)),
    ...windowOf(sink.settings.batchingWindowMs),
    ...optionsOf(sink.settings),
  };
};
