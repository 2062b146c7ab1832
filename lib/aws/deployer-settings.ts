import type { SourceAccessConfiguration } from '@aws-sdk/client-lambda';

/** The Kafka cluster as event source mappings reach it. */
export type KafkaEventSource =
  | { readonly clusterArn: string; readonly sourceAccess: readonly SourceAccessConfiguration[] }
  | { readonly bootstrapServers: readonly string[]; readonly sourceAccess: readonly SourceAccessConfiguration[] };

/** What the stack says about itself to the reconciler. */
export interface AwsDeployerSettings {
  /** Group of this worker's schedules, and of no others. */
  readonly scheduleGroup: string;
  /** The role that schedules invoke functions with. */
  readonly scheduleRoleArn: string;
  /** The queue that takes ticks which could not be delivered. */
  readonly deadLetterQueueArn: string;
  /** `arn:…:function:<worker>_`; with a plugin's name behind, it is the ARN of the plugin's function. */
  readonly functionArnPrefix: string;
  /** Names of the plugins deployed. */
  readonly plugins: { readonly sources: readonly string[]; readonly sinks: readonly string[] };
  readonly eventSource: KafkaEventSource;
  /** @default `rate(1 minute)` */
  readonly scheduleExpression?: string;
}

export const functionArn = ({ functionArnPrefix }: AwsDeployerSettings, plugin: string): string =>
  `${functionArnPrefix}${plugin}`;
