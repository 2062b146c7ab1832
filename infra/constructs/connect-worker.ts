import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bundle } from '../bundle.ts';
import { acknowledge } from './acknowledge.ts';
import { type Connectors, DeclaredConnectors } from './declared-connectors.ts';
import { grantGlueSchemas } from './glue-grants.ts';
import { clientConfig, type KafkaProps } from './kafka.ts';
import { Monitoring } from './monitoring.ts';
import { createPluginFunction } from './plugin-function.ts';
import { namesOf, type Plugin, pluginsOf } from './plugins.ts';
import { Reconciliation } from './reconciliation.ts';
import { type Authorization, RestApi } from './rest-api.ts';
import { Schedules } from './schedules.ts';
import type { WorkerContext, WorkerNetwork } from './worker-context.ts';
import type { WorkerFunction } from './worker-function.ts';
import { WorkerTables } from './worker-tables.ts';

export interface ConnectWorkerProps extends KafkaProps {
  /**
   * Tells workers of one account and region apart: functions are named `<worker>_…`, its schedules are a group of that name. Up to 30
   * lower-case letters, digits and `-`.
   */
  readonly workerName: string;
  /** Connector plugins to deploy, by name; as `plugin.path` says. @default all */
  readonly plugins?: readonly string[];
  /**
   * Connectors that come with the stack. It writes them when their declaration changes; what REST changes in between, stays.
   *
   * @default none: they are created over REST
   */
  readonly connectors?: Connectors;
  /**
   * More of the worker's configuration, in Kafka Connect's names; wins over what follows from the other properties. Secrets as
   * references.
   *
   * @default JSON converters
   */
  readonly workerConfig?: Readonly<Record<string, string>>;
  /** Secrets that the configurations of connectors may refer to. @default none */
  readonly connectorSecrets?: readonly ISecret[];
  /**
   * The registry of AWS Glue, by name or ARN, that converters use: functions of sources may find and register schemas in it, those
   * of sinks read the versions that records name.
   *
   * @default functions may not use AWS Glue
   */
  readonly glueSchemaRegistry?: string;
  /** Where Kafka and the connectors' systems are reached. @default outside of any VPC */
  readonly vpc?: IVpc;
  /** @default private subnets with a way out */
  readonly vpcSubnets?: SubnetSelection;
  /** Must let each other in, where Kafka is in the same group. @default one of its own that lets nobody in */
  readonly securityGroups?: readonly ISecurityGroup[];
  /** Of the functions that run tasks, in MiB. @default 512 */
  readonly memorySize?: number;
  /** Of the functions that run tasks; at most 14 minutes, which is what pollers bear. @default 10 minutes */
  readonly timeout?: Duration;
  /** The most runs at once of each plugin's function. @default what the account has left */
  readonly reservedConcurrentExecutions?: number;
  /** @default Architecture.ARM_64 */
  readonly architecture?: Architecture;
  /** When source tasks run again that had nothing more to read. @default rate(1 minute) */
  readonly scheduleExpression?: string;
  /** How often what runs is compared with what should, besides after every change. @default 5 minutes */
  readonly reconcileInterval?: Duration;
  /** Who may use the REST API. @default 'IAM' */
  readonly authorization?: Authorization;
  /** @default one month */
  readonly logRetention?: RetentionDays;
  /** @default INFO */
  readonly logLevel?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Of tables and logs when the stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** Encrypts the tables. @default a key of AWS */
  readonly encryptionKey?: IKey;
  /** Records that a sink may be behind before there is an alarm. @default 100,000 */
  readonly maxLag?: number;
  /** Told of alarms. @default they are seen in CloudWatch only */
  readonly alarmTopic?: ITopic;
  /** Variables of every function, such as `AWS_ENDPOINT_URL` for LocalStack. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const MAX_TIMEOUT = Duration.minutes(14);

/** @throws Error for a name that can't be part of all the names that AWS wants. */
export const requireWorkerName = (name: string): string => {
  if (/^[a-z][a-z0-9-]{0,29}$/.test(name)) return name;
  throw new Error(`Worker name ${name} must be up to 30 lower-case letters, digits and -`);
};

const checked = (props: ConnectWorkerProps): ConnectWorkerProps => {
  requireWorkerName(props.workerName);
  if (props.timeout !== undefined && props.timeout.toSeconds() > MAX_TIMEOUT.toSeconds())
    throw new Error('Event source mappings of Kafka bear functions of up to 14 minutes');
  return props;
};

/** A Kafka Connect worker without a machine: tables, functions, schedules and a REST API. */
export class ConnectWorker extends Construct {
  readonly tables: WorkerTables;
  readonly api: RestApi;
  /** Takes what was given up: ticks, runs, changes that the reconciler failed at. */
  readonly deadLetters: Queue;
  readonly reconciliation: Reconciliation;
  private readonly functions: ReadonlyMap<string, WorkerFunction>;

  constructor(scope: Construct, id: string, given: ConnectWorkerProps) {
    super(scope, id);
    const props = checked(given);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const plugins = pluginsOf(props.plugins);
    this.tables = new WorkerTables(this, 'Tables', {
      removalPolicy,
      ...(props.encryptionKey && { encryptionKey: props.encryptionKey }),
    });
    this.deadLetters = this.createDeadLetters();
    const context = this.createContext(props, removalPolicy);
    this.functions = new Map(plugins.map((plugin) => [plugin.name, this.createFunction(context, props, plugin)]));
    const schedules = new Schedules(this, 'Schedules', context, {
      sources: this.functionsOf(plugins, 'source'),
      deadLetters: this.deadLetters,
    });
    this.reconciliation = new Reconciliation(this, 'Reconciliation', context, {
      plugins,
      functions: this.functions,
      schedules,
      deadLetters: this.deadLetters,
      interval: props.reconcileInterval ?? Duration.minutes(5),
      scheduleExpression: props.scheduleExpression,
    });
    this.api = new RestApi(this, 'RestApi', context, {
      plugins: plugins.map(({ name }) => name),
      reconciler: this.reconciliation.reconciler,
      authorization: props.authorization ?? 'IAM',
    });
    if (props.connectors !== undefined)
      new DeclaredConnectors(this, 'DeclaredConnectors', context, props.connectors).node.addDependency(
        this.reconciliation,
      );
    new Monitoring(this, 'Monitoring', {
      workerName: props.workerName,
      sources: this.functionsOf(plugins, 'source'),
      sinks: this.functionsOf(plugins, 'sink'),
      reconciler: this.reconciliation.reconciler,
      rest: this.api.function,
      deadLetters: this.deadLetters,
      maxLag: props.maxLag ?? 100_000,
      alarmTopic: props.alarmTopic,
    });
  }

  /** Everything that REST can do, for callers with credentials of IAM. */
  grantManage(grantee: IGrantable): Grant {
    return this.api.grantManage(grantee);
  }

  /** What REST tells without changing anything, for callers with credentials of IAM. */
  grantRead(grantee: IGrantable): Grant {
    return this.api.grantRead(grantee);
  }

  /** The function that runs tasks of a plugin, to grant it what its connectors need: `bucket.grantReadWrite(worker.plugin('s3-sink'))`. */
  plugin(name: string): WorkerFunction {
    const found = this.functions.get(name);
    if (found === undefined)
      throw new Error(`Plugin ${name} is not deployed; there are ${[...this.functions.keys()].join(', ')}`);
    return found;
  }

  private functionsOf(plugins: readonly Plugin[], kind: Plugin['kind']): readonly WorkerFunction[] {
    return namesOf(plugins, kind).map((name) => this.plugin(name));
  }

  private createDeadLetters(): Queue {
    const queue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(queue, 'AwsSolutions-SQS3', 'This is the dead letter queue');
    return queue;
  }

  private createNetwork({ vpc, vpcSubnets = {}, securityGroups }: ConnectWorkerProps): WorkerNetwork | undefined {
    if (vpc === undefined) return undefined;
    const own = () =>
      new SecurityGroup(this, 'SecurityGroup', { vpc, description: 'Functions of a Kafka Connect worker' });
    return { vpc, vpcSubnets, securityGroups: securityGroups ?? [own()] };
  }

  private createContext(props: ConnectWorkerProps, removalPolicy: RemovalPolicy): WorkerContext {
    const config = {
      'key.converter': JSON_CONVERTER,
      'value.converter': JSON_CONVERTER,
      'group.id': props.workerName,
      ...clientConfig(props),
      ...props.workerConfig,
    };
    return {
      workerName: props.workerName,
      bundle: bundle(),
      kafka: props,
      tables: this.tables,
      network: this.createNetwork(props),
      architecture: props.architecture ?? Architecture.ARM_64,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
      logLevel: props.logLevel ?? 'INFO',
      removalPolicy,
      environment: props.environment ?? {},
      workerConfig: Stack.of(this).toJsonString(config),
      timeout: props.timeout ?? Duration.minutes(10),
    };
  }

  private createFunction(context: WorkerContext, props: ConnectWorkerProps, plugin: Plugin): WorkerFunction {
    const fn = createPluginFunction(this, context, {
      plugin,
      deadLetters: this.deadLetters,
      declared: Object.values(props.connectors ?? {}).filter((config) => plugin.isOf(config)),
      memorySize: props.memorySize ?? 512,
      ...(props.reservedConcurrentExecutions !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      }),
    });
    for (const secret of props.connectorSecrets ?? []) secret.grantRead(fn);
    if (props.glueSchemaRegistry !== undefined) grantGlueSchemas(fn, props.glueSchemaRegistry, plugin.kind);
    return fn;
  }
}
