import { fileURLToPath } from 'node:url';
import { App, CfnOutput, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  CfnEventSourceMapping,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { buildSync } from 'esbuild';

// One of everything that the project deploys, around one function that writes down what it is given.
const app = new App();
const stack = new Stack(app, 'Toy', { env: { account: '000000000000', region: 'us-east-1' } });
const brokers: string = app.node.getContext('brokers');
const topic: string = app.node.getContext('topic');

const table = (id: string, sortKey: string) =>
  new Table(stack, id, {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    sortKey: { name: sortKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: 'expires',
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    removalPolicy: RemovalPolicy.DESTROY,
  });
const things = table('Things', 'version');
const seen = table('Seen', 'time');
const failures = new Queue(stack, 'Failures');

const source = fileURLToPath(new URL('recorder.ts', import.meta.url));
const directory = `${app.outdir}/recorder`;
buildSync({
  entryPoints: [source],
  outfile: `${directory}/index.mjs`,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const recorder = new LambdaFunction(stack, 'Recorder', {
  runtime: Runtime.NODEJS_22_X,
  code: Code.fromAsset(directory),
  handler: 'index.handler',
  memorySize: 256,
  timeout: Duration.seconds(3),
  recursiveLoop: RecursiveLoop.ALLOW,
  retryAttempts: 0,
  // Named by itself, so that it is there before the first schedule fires.
  logGroup: new LogGroup(stack, 'Logs', { removalPolicy: RemovalPolicy.DESTROY }),
  environment: { SEEN: seen.tableName },
});
seen.grantReadWriteData(recorder);
const alias = recorder.addAlias('connector-one');

things.grantStreamRead(recorder);
failures.grantSendMessages(recorder);
new CfnEventSourceMapping(stack, 'Stream', {
  functionName: recorder.functionArn,
  eventSourceArn: things.tableStreamArn ?? '',
  startingPosition: 'TRIM_HORIZON',
  functionResponseTypes: ['ReportBatchItemFailures'],
  maximumRetryAttempts: 1,
  destinationConfig: { onFailure: { destination: failures.queueArn } },
  filterCriteria: { filters: [{ pattern: JSON.stringify({ eventName: ['INSERT'] }) }] },
});

new CfnEventSourceMapping(stack, 'Topic', {
  functionName: alias.functionArn,
  topics: [topic],
  selfManagedEventSource: { endpoints: { kafkaBootstrapServers: [brokers] } },
  sourceAccessConfigurations: [{ type: 'VPC_SUBNET', uri: 'subnet:subnet-0' }],
  selfManagedKafkaEventSourceConfig: { consumerGroupId: `connect-one-${topic}` },
  startingPosition: 'TRIM_HORIZON',
  batchSize: 10,
  provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 1 },
  functionResponseTypes: ['ReportBatchItemFailures'],
});

const group = new CfnScheduleGroup(stack, 'Group', { name: 'toy-connectors' });
const scheduler = new Role(stack, 'Scheduler', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
alias.grantInvoke(scheduler);
new CfnSchedule(stack, 'EveryMinute', {
  groupName: group.ref,
  scheduleExpression: 'rate(1 minute)',
  flexibleTimeWindow: { mode: 'OFF' },
  target: {
    arn: alias.functionArn,
    roleArn: scheduler.roleArn,
    input: JSON.stringify({ id: 'schedule', at: '<aws.scheduler.scheduled-time>' }),
  },
});

const api = new HttpApi(stack, 'Api', { defaultIntegration: new HttpLambdaIntegration('Open', recorder) });
api.addRoutes({
  path: '/private/{name}',
  methods: [HttpMethod.PUT],
  integration: new HttpLambdaIntegration('Private', recorder),
  authorizer: new HttpIamAuthorizer(),
});

const custom = new CustomResource(stack, 'Custom', {
  serviceToken: recorder.functionArn,
  resourceType: 'Custom::Toy',
  properties: { Question: 42 },
});

// What LocalStack does not know deploys as nothing, and must not fail.
const dashboard = new Dashboard(stack, 'Dashboard');
dashboard.addWidgets();
recorder.metricErrors().createAlarm(stack, 'Errors', { threshold: 1, evaluationPeriods: 1 });

const outputs = {
  FunctionName: recorder.functionName,
  AliasArn: alias.functionArn,
  ThingsTable: things.tableName,
  SeenTable: seen.tableName,
  FailuresUrl: failures.queueUrl,
  ApiEndpoint: api.apiEndpoint,
  CustomAnswer: custom.getAttString('Answer'),
};
for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
app.synth();
