import { Duration } from 'aws-cdk-lib';
import {
  type Grant,
  type IGrantable,
  type IPrincipal,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Code, type FunctionProps, Function as Lambda, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { NODE_MAJOR } from '../runtime.ts';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import type { WorkerContext } from './worker-context.ts';

export interface WorkerFunctionProps
  extends Partial<Pick<FunctionProps, 'memorySize' | 'timeout' | 'recursiveLoop' | 'reservedConcurrentExecutions'>> {
  /** Of the file in functions/, and of the function behind `<worker>_`. */
  readonly functionName: string;
  readonly description: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether it must reach what is in the network of the worker. */
  readonly inNetwork: boolean;
}

const RUNTIME = Runtime.ALL.find(({ name }) => name === `nodejs${NODE_MAJOR}.x`) ?? Runtime.NODEJS_22_X;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const NETWORK_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
];

/** One function of a worker, with a role and a log group of its own. */
export class WorkerFunction extends Construct implements IGrantable {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly logGroup: LogGroup;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, context: WorkerContext, props: WorkerFunctionProps) {
    super(scope, id);
    const { functionName, description, environment, inNetwork, ...rest } = props;
    const name = `${context.workerName}_${functionName}`;
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Function ${name}`,
    });
    this.grantPrincipal = this.role;
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: context.logRetention,
      removalPolicy: context.removalPolicy,
    });
    this.logGroup.grantWrite(this.role);
    const network = inNetwork ? context.network : undefined;
    if (network !== undefined) this.grantNetwork();
    this.lambda = new Lambda(this, 'Function', {
      functionName: name,
      description,
      runtime: RUNTIME,
      architecture: context.architecture,
      code: Code.fromAsset(context.bundle.folder(functionName)),
      handler: `${functionName}.handler`,
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.DISABLED,
      memorySize: 512,
      timeout: Duration.minutes(1),
      environment: {
        CONFIG_TABLE: context.tables.configs.tableName,
        OFFSET_TABLE: context.tables.offsets.tableName,
        STATUS_TABLE: context.tables.statuses.tableName,
        WORKER_CONFIG: context.workerConfig,
        LOG_LEVEL: context.logLevel,
        ...environment,
        ...context.environment,
      },
      ...rest,
      ...(network && {
        vpc: network.vpc,
        vpcSubnets: network.vpcSubnets,
        securityGroups: [...network.securityGroups],
      }),
    });
    acknowledge(
      this.lambda,
      'AwsSolutions-L1',
      `Node.js ${NODE_MAJOR} is the runtime that the bundle is built and tested for; see infra/runtime.ts`,
    );
  }

  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions?: Readonly<Record<string, unknown>>,
  ): void {
    this.role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }

  grantInvoke(grantee: IGrantable): Grant {
    return this.lambda.grantInvoke(grantee);
  }

  /** Network interfaces have no names before they are made, and descriptions none at all. */
  private grantNetwork(): void {
    this.allow(NETWORK_ACTIONS, ['*']);
    acknowledgeWildcard(
      this.role,
      '*',
      'Lambda makes network interfaces, which have no names before, in the name of the function',
    );
  }
}
