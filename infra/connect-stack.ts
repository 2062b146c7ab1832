import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConnectWorker, requireWorkerName } from './constructs/connect-worker.ts';
import { type WorkerSettings, workerProps } from './context.ts';

export interface ConnectStackProps extends StackProps {
  readonly settings: WorkerSettings;
}

/** Two workers are two stacks. @throws Error when the worker's name is not one. */
export const stackName = ({ workerName }: WorkerSettings): string => `KafkaConnect-${requireWorkerName(workerName)}`;

/** One worker, as context describes it. */
export class ConnectStack extends Stack {
  readonly worker: ConnectWorker;

  constructor(scope: Construct, id: string, { settings, ...props }: ConnectStackProps) {
    super(scope, id, { description: `Kafka Connect worker ${settings.workerName}`, ...props });
    this.worker = new ConnectWorker(this, 'Worker', workerProps(this, settings));
    const { api, tables, deadLetters } = this.worker;
    const output = (name: string, value: string) => new CfnOutput(this, name, { value });
    output('RestApiUrl', api.api.apiEndpoint);
    output('RestApiId', api.api.apiId);
    output('ConfigTable', tables.configs.tableName);
    output('OffsetTable', tables.offsets.tableName);
    output('StatusTable', tables.statuses.tableName);
    output('DeadLetterQueue', deadLetters.queueUrl);
  }
}
