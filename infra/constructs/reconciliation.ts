import { ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { prefixes } from '../../lib/storage/dynamodb/tables.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { functionArnPrefix } from './arns.ts';
import { type KafkaProps, pollerAccess } from './kafka.ts';
import { grantKafka } from './kafka-grants.ts';
import { namesOf, type Plugin } from './plugins.ts';
import type { Schedules } from './schedules.ts';
import type { WorkerContext, WorkerNetwork } from './worker-context.ts';
import { WorkerFunction } from './worker-function.ts';

export interface ReconciliationProps {
  readonly plugins: readonly Plugin[];
  readonly functions: ReadonlyMap<string, WorkerFunction>;
  readonly schedules: Schedules;
  readonly deadLetters: IQueue;
  readonly interval: Duration;
  readonly scheduleExpression: string | undefined;
}

/** In words of https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html */
const networkAccess = (network: WorkerNetwork | undefined) =>
  network === undefined
    ? []
    : [
        ...network.vpc.selectSubnets(network.vpcSubnets).subnetIds.map((id) => ({
          Type: 'VPC_SUBNET',
          URI: `subnet:${id}`,
        })),
        ...network.securityGroups.map(({ securityGroupId }) => ({
          Type: 'VPC_SECURITY_GROUP',
          URI: `security_group:${securityGroupId}`,
        })),
      ];

const eventSource = (kafka: KafkaProps, network: WorkerNetwork | undefined) =>
  kafka.clusterArn === undefined
    ? {
        bootstrapServers: kafka.bootstrapServers,
        sourceAccess: [...pollerAccess(kafka), ...networkAccess(network)],
      }
    : { clusterArn: kafka.clusterArn, sourceAccess: pollerAccess(kafka) };

const UNNAMED =
  'ListSchedules, ListEventSourceMappings and ListStreams know no resources; mappings have no names before they are made, and are limited to functions of this worker by condition';
const LIMITED = 'Mappings are named by AWS; they are limited to functions of this worker by condition';

/** Statuses change with every lease; what the reconciler goes by are those of connectors and tasks. */
const STATUS_KEYS = ['connector', { prefix: prefixes.task }];

/**
 * What makes come true what is in the tables: the reconciler, woken by their streams and by a timer, and what takes it all away
 * when the stack goes.
 */
export class Reconciliation extends Construct {
  readonly reconciler: WorkerFunction;
  /** Goes before everything that the reconciler's work stands on, and comes after. */
  readonly tearDown: CustomResource;
  private readonly context: WorkerContext;
  private readonly props: ReconciliationProps;

  constructor(scope: Construct, id: string, context: WorkerContext, props: ReconciliationProps) {
    super(scope, id);
    this.context = context;
    this.props = props;
    this.reconciler = this.createReconciler();
    this.tearDown = this.createTearDown();
    this.follow('ConfigChanges', context.tables.configs);
    this.follow('StatusChanges', context.tables.statuses, STATUS_KEYS);
    const timer = new Rule(this, 'Timer', {
      description: `Has worker ${context.workerName} compare what runs with what should`,
      schedule: Schedule.rate(props.interval),
      targets: [
        new LambdaFunction(this.reconciler.lambda, {
          event: RuleTargetInput.fromObject({ all: true }),
          deadLetterQueue: props.deadLetters,
          retryAttempts: 1,
          maxEventAge: props.interval,
        }),
      ],
    });
    timer.node.addDependency(this.tearDown);
  }

  private createReconciler(): WorkerFunction {
    const { context, props } = this;
    const fn = new WorkerFunction(this, 'Reconciler', context, {
      functionName: 'reconciler',
      description: `Reconciler of worker ${context.workerName}`,
      timeout: Duration.minutes(5),
      inNetwork: true,
      environment: { PLUGINS: JSON.stringify(props.plugins.map(({ name }) => name)), DEPLOYER: this.settings() },
    });
    context.tables.grantManage(fn);
    grantKafka(fn, context.kafka, 'administer');
    this.grantDeploy(fn);
    fn.lambda.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(props.deadLetters) });
    return fn;
  }

  private createTearDown(): CustomResource {
    const { context, props } = this;
    const fn = new WorkerFunction(this, 'TearDown', context, {
      functionName: 'tear-down',
      description: `Takes the schedules and mappings of worker ${context.workerName} away when its stack goes`,
      timeout: Duration.minutes(10),
      inNetwork: false,
      environment: { DEPLOYER: this.settings() },
    });
    this.grantUndeploy(fn);
    const resource = new CustomResource(this, 'TearDownResource', {
      resourceType: 'Custom::ConnectTearDown',
      serviceToken: fn.lambda.functionArn,
      serviceTimeout: Duration.minutes(15),
    });
    resource.node.addDependency(fn, props.schedules, ...props.functions.values());
    return resource;
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
  private follow(id: string, table: Table, keys?: readonly unknown[]): void {
    table.grantStreamRead(this.reconciler);
    this.props.deadLetters.grantSendMessages(this.reconciler);
    const mapping = new EventSourceMapping(this, id, {
      target: this.reconciler.lambda,
      eventSourceArn: table.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 10,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      onFailure: new SqsDlq(this.props.deadLetters),
      ...(keys && { filters: [FilterCriteria.filter({ dynamodb: { Keys: { item: { S: keys } } } })] }),
    });
    mapping.node.addDependency(this.tearDown, this.reconciler.role);
  }

  /** What the deployer of lib/aws is told. */
  private settings(): string {
    const { context, props } = this;
    return Stack.of(this).toJsonString({
      scheduleGroup: props.schedules.group.scheduleGroupName,
      scheduleRoleArn: props.schedules.role.roleArn,
      deadLetterQueueArn: props.deadLetters.queueArn,
      functionArnPrefix: functionArnPrefix(this, context.workerName),
      plugins: { sources: namesOf(props.plugins, 'source'), sinks: namesOf(props.plugins, 'sink') },
      eventSource: eventSource(context.kafka, context.network),
      ...(props.scheduleExpression !== undefined && { scheduleExpression: props.scheduleExpression }),
    });
  }

  private functionsOf(kind: Plugin['kind']): readonly WorkerFunction[] {
    return namesOf(this.props.plugins, kind).flatMap((name) => this.props.functions.get(name) ?? []);
  }

  /** Schedules, aliases and mappings of this worker, and of no other. */
  private grantDeploy(fn: WorkerFunction): void {
    this.grantUndeploy(fn);
    this.props.schedules.grantManage(fn);
    // Invoked without records, sinks close their files by the clock.
    this.allowOnAliases(fn, ['lambda:CreateAlias', 'lambda:InvokeFunction']);
    fn.allow(['lambda:CreateEventSourceMapping'], ['*'], this.ofThisWorker());
    fn.allow(['lambda:UpdateEventSourceMapping'], [this.mappings()], this.ofThisWorker());
    for (const source of this.functionsOf('source')) fn.allow(['lambda:InvokeFunction'], [source.lambda.functionArn]);
  }

  private grantUndeploy(fn: WorkerFunction): void {
    this.props.schedules.grantRemove(fn);
    this.allowOnAliases(fn, ['lambda:DeleteAlias', 'lambda:GetAlias', 'lambda:ListAliases']);
    fn.allow(['lambda:ListEventSourceMappings'], ['*']);
    fn.allow(['lambda:DeleteEventSourceMapping'], [this.mappings()], this.ofThisWorker());
    acknowledgeWildcard(fn.role, this.mappings(), LIMITED);
    acknowledgeWildcard(fn.role, '*', UNNAMED);
  }

  private allowOnAliases(fn: WorkerFunction, actions: readonly string[]): void {
    for (const { lambda } of this.functionsOf('sink')) {
      fn.allow(actions, [lambda.functionArn, `${lambda.functionArn}:*`]);
      acknowledgeWildcard(fn.role, `${lambda.functionArn}:*`, 'Aliases are named by connectors');
    }
  }

  private ofThisWorker() {
    return { ArnLike: { 'lambda:FunctionArn': `${functionArnPrefix(this, this.context.workerName)}*` } };
  }

  private mappings(): string {
    return Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'event-source-mapping',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
