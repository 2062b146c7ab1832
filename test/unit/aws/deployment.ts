import { createAwsDeployer } from '../../../lib/aws/create-aws-deployer.ts';
import type { AwsDeployerSettings } from '../../../lib/aws/deployer-settings.ts';
import type { EventSourceOptions } from '../../../lib/config/common/event-source-config.ts';
import type { EventSourceSettings, SinkDeployment, SourceDeployment } from '../../../lib/herder/task-deployment.ts';
import { createFakeLambda } from './fakes/fake-lambda.ts';
import { createFakeScheduler } from './fakes/fake-scheduler.ts';

export const PREFIX = 'arn:aws:lambda:eu-west-1:123456789012:function:shop_';

const settings: AwsDeployerSettings = {
  scheduleGroup: 'shop',
  scheduleRoleArn: 'arn:aws:iam::123456789012:role/schedules',
  deadLetterQueueArn: 'arn:aws:sqs:eu-west-1:123456789012:dead-letters',
  functionArnPrefix: PREFIX,
  plugins: { sources: ['jdbc-source', 'datagen'], sinks: ['s3-sink', 'file-stream-sink'] },
  eventSource: {
    bootstrapServers: ['b-1:9096', 'b-2:9096'],
    sourceAccess: [{ Type: 'SASL_SCRAM_512_AUTH', URI: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:kafka' }],
  },
};

/** A deployer over fakes of AWS. */
export const createWorld = (more: Partial<AwsDeployerSettings> = {}) => {
  const scheduler = createFakeScheduler();
  const lambda = createFakeLambda();
  const deployer = createAwsDeployer({
    scheduler: scheduler.client,
    lambda: lambda.client,
    settings: { ...settings, ...more },
  });
  return { scheduler, lambda, deployer };
};

export const source = (connector: string, more: Partial<SourceDeployment> = {}): SourceDeployment => ({
  kind: 'source',
  connector,
  plugin: 'jdbc-source',
  generation: 1,
  tasks: [{ task: 0, enabled: true }],
  ...more,
});

export const sinkTopic = (connector: string, topic: string, enabled = true) => ({
  topic,
  groupId: `connect-${connector}-${topic}`,
  task: 0,
  enabled,
});

export const sink = (
  connector: string,
  topics: readonly string[],
  more: Partial<Omit<SinkDeployment, 'settings'>> & {
    readonly settings?: Partial<EventSourceSettings> & EventSourceOptions;
  } = {},
): SinkDeployment => ({
  kind: 'sink',
  connector,
  plugin: 's3-sink',
  generation: 1,
  topics: topics.map((topic) => sinkTopic(connector, topic)),
  ...more,
  settings: { batchSize: 500, batchingWindowMs: 0, startingPosition: 'TRIM_HORIZON', ...more.settings },
});
