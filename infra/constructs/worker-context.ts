import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bundle } from '../bundle.ts';
import type { KafkaProps } from './kafka.ts';
import type { WorkerTables } from './worker-tables.ts';

/** The network that all functions of a worker, and its event source mappings, are in. */
export interface WorkerNetwork {
  readonly vpc: IVpc;
  readonly vpcSubnets: SubnetSelection;
  readonly securityGroups: readonly ISecurityGroup[];
}

/** What the parts of one worker share. */
export interface WorkerContext {
  readonly workerName: string;
  readonly bundle: Bundle;
  readonly kafka: KafkaProps;
  readonly tables: WorkerTables;
  readonly network: WorkerNetwork | undefined;
  readonly architecture: Architecture;
  readonly logRetention: RetentionDays;
  readonly logLevel: string;
  readonly removalPolicy: RemovalPolicy;
  /** Of every function. */
  readonly environment: Readonly<Record<string, string>>;
  /** The worker's configuration as JSON. */
  readonly workerConfig: string;
  readonly timeout: Duration;
}
