import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { ConnectWorker } from '../../infra/constructs/connect-worker.ts';
import { connectors } from '../../lib/connectors/catalogue.ts';
import { actionsOf, resources, type Statement, statements, statementsOf, synth } from './synth.ts';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:kafka-AbCdEf';
const CLUSTER = 'arn:aws:kafka:eu-west-1:123456789012:cluster/shop/1b2c-3';
const LAKE = { 'connector.class': 'S3SinkConnector', topics: 'orders', 's3.bucket.name': 'lake' };

const plain = synth();
const full = synth({
  workerName: 'shop',
  bootstrapServers: 'b-1:9096,b-2:9096',
  authentication: 'SASL_SCRAM_512',
  secretArn: SECRET,
  plugins: 'jdbc-source,s3-sink',
  connectors: { lake: LAKE },
  alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:ops',
  retain: false,
});
const msk = synth({
  workerName: 'msk',
  bootstrapServers: 'b-1.shop.kafka.eu-west-1.amazonaws.com:9098',
  clusterArn: CLUSTER,
});
const glue = synth({ workerName: 'glue', plugins: 'datagen,s3-sink', glueSchemaRegistry: 'shop-schemas' });
const stacks = [plain, full, msk, glue];

const hasCredentials = (): boolean =>
  Object.keys(process.env).some((name) => /^AWS_(ACCESS|SECRET|PROFILE|SESSION)/.test(name));

describe('the stack', () => {
  it('needs no credentials to be made', () => {
    if (!hasCredentials()) expect(plain.stack.account).toContain('Token');
    expect(plain.stack.environment).toBe('aws://unknown-account/unknown-region');
  });

  it('has three tables that grow by themselves, can be brought back, and outlive the stack', () => {
    const tables = resources(plain.template, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(3);
    for (const { Properties, DeletionPolicy } of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
      expect(DeletionPolicy).toBe('Retain');
    }
    const streams = tables.flatMap(({ Properties }) =>
      Properties.StreamSpecification ? [Properties.StreamSpecification] : [],
    );
    expect(streams).toEqual([{ StreamViewType: 'KEYS_ONLY' }, { StreamViewType: 'KEYS_ONLY' }]);
    for (const { DeletionPolicy } of resources(full.template, 'AWS::DynamoDB::Table'))
      expect(DeletionPolicy).toBe('Delete');
  });

  it('has a function for each plugin, and no other plugins when they are named', () => {
    const names = (one: typeof plain) =>
      resources(one.template, 'AWS::Lambda::Function').map(({ Properties }) => Properties.FunctionName);
    for (const { name } of connectors) expect(names(plain)).toContain(`connect_${name}`);
    expect(names(full).toSorted()).toEqual([
      'shop_declared-connectors',
      'shop_jdbc-source',
      'shop_reconciler',
      'shop_rest',
      'shop_s3-sink',
      'shop_tear-down',
    ]);
  });

  it('lets source functions invoke their successors, and nothing else invoke itself', () => {
    const loops = resources(full.template, 'AWS::Lambda::Function').map(({ Properties }) => [
      Properties.FunctionName,
      Properties.RecursiveLoop,
    ]);
    expect(Object.fromEntries(loops)).toMatchObject({ 'shop_jdbc-source': 'Allow', 'shop_s3-sink': undefined });
    full.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('jdbcsource') },
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: Match.anyValue() },
    });
  });

  it('wakes the reconciler by both streams, which give up into the queue, and by a timer', () => {
    const mappings = resources(plain.template, 'AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(2);
    for (const { Properties } of mappings)
      expect(Properties).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: {
          OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringContaining('DeadLetters'), 'Arn'] } },
        },
      });
    const filters = mappings.flatMap(({ Properties }) =>
      Properties.FilterCriteria ? [Properties.FilterCriteria] : [],
    );
    expect(JSON.stringify(filters)).not.toContain('lease');
    plain.template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [Match.objectLike({ Input: '{"all":true}', DeadLetterConfig: Match.anyValue() })],
    });
  });

  it('takes away what the reconciler made before it takes the reconciler’s triggers for gone', () => {
    const [tearDown] = resources(plain.template, 'Custom::ConnectTearDown');
    const triggers = [
      ...resources(plain.template, 'AWS::Lambda::EventSourceMapping'),
      ...resources(plain.template, 'AWS::Events::Rule'),
    ];
    for (const { DependsOn } of triggers) expect(DependsOn).toContain(tearDown?.id);
    expect(tearDown?.DependsOn?.join()).toMatch(/ScheduleGroup|SchedulesGroup/);
    expect(tearDown?.DependsOn?.join()).toMatch(/s3sinkFunction/);
  });

  it('has a schedule group of its own, and a role for its schedules that only it can use', () => {
    full.template.hasResourceProperties('AWS::Scheduler::ScheduleGroup', { Name: 'shop' });
    const [trust] = resources(full.template, 'AWS::IAM::Role')
      .filter(({ id }) => id.includes('SchedulesRole'))
      .map(({ Properties }) => Properties.AssumeRolePolicyDocument);
    expect(JSON.stringify(trust)).toContain('aws:SourceArn');
    expect([...actionsOf(full.template, /SchedulesRole/)].toSorted()).toEqual([
      'lambda:InvokeFunction',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:SendMessage',
    ]);
  });

  it('keeps the queue of dead letters encrypted', () => {
    plain.template.hasResourceProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
  });

  it('alarms of failed tasks, lag, dead letters, reconciler errors and throttles', () => {
    const alarms = resources(full.template, 'AWS::CloudWatch::Alarm');
    const metrics = new Set([...JSON.stringify(alarms).matchAll(/"MetricName":"([^"]+)"/g)].map(([, name]) => name));
    expect([...metrics].toSorted()).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'Errors',
      'OffsetLag',
      'Throttles',
      'failed-connector-count',
      'failed-task-count',
    ]);
    for (const { Properties } of alarms)
      expect(Properties.AlarmActions).toEqual(['arn:aws:sns:eu-west-1:123456789012:ops']);
    full.template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  it('writes the connectors it declares', () => {
    full.template.hasResourceProperties('Custom::ConnectConnectors', { Connectors: { lake: LAKE } });
    plain.template.resourceCountIs('Custom::ConnectConnectors', 0);
  });
});

describe('secrets', () => {
  const worker = (one: typeof plain): string => {
    const [fn] = resources(one.template, 'AWS::Lambda::Function').filter(({ id }) => id.includes('s3sink'));
    return JSON.stringify(fn?.Properties.Environment);
  };

  it('are references in the configuration', () => {
    expect(worker(full)).toContain(`username=\\\\\\"\${secretsmanager:${SECRET}:username}\\\\\\"`);
    expect(worker(full)).toContain('SASL_SSL');
    expect(JSON.stringify(full.template.toJSON())).not.toContain('{{resolve:secretsmanager');
  });

  it('are read by those who need them, and pollers are told of them', () => {
    const readers = statements(full.template).filter(({ Action }) => Action.includes('secretsmanager:GetSecretValue'));
    for (const { Resource } of readers) expect(Resource).toEqual([SECRET]);
    expect(readers.map(({ role }) => /(jdbcsource|s3sink|Reconciler|Rest)Role/.exec(role)?.[1]).toSorted()).toEqual([
      'Reconciler',
      'Rest',
      'jdbcsource',
      's3sink',
    ]);
    const [reconciler] = resources(full.template, 'AWS::Lambda::Function').filter(({ id }) =>
      id.includes('ReconcilerFunction'),
    );
    expect(JSON.stringify(reconciler?.Properties.Environment)).toContain('SASL_SCRAM_512_AUTH');
  });

  it('may be a certificate and its key', () => {
    const one = synth({ plugins: 's3-sink', bootstrapServers: 'b:9094', authentication: 'MTLS', secretArn: SECRET });
    expect(worker(one)).toContain(`\${secretsmanager:${SECRET}:privateKey}`);
    expect(worker(one)).toContain('\\"security.protocol\\":\\"SSL\\"');
    const [reconciler] = resources(one.template, 'AWS::Lambda::Function').filter(({ id }) =>
      id.includes('ReconcilerFunction'),
    );
    expect(JSON.stringify(reconciler?.Properties.Environment)).toContain('CLIENT_CERTIFICATE_TLS_AUTH');
  });

  it('are none for an MSK cluster, which IAM opens', () => {
    expect(worker(msk)).toContain('AWS_MSK_IAM');
    expect([...actionsOf(msk.template, /s3sinkRole/)]).toEqual(
      expect.arrayContaining(['kafka:GetBootstrapBrokers', 'kafka-cluster:ReadData', 'kafka-cluster:AlterGroup']),
    );
    const topics = statementsOf(msk.template, /s3sinkRole/).find(({ Action }) =>
      Action.includes('kafka-cluster:ReadData'),
    );
    expect(JSON.stringify(topics?.Resource)).toContain('topic/shop/1b2c-3/*');
    expect(actionsOf(msk.template, /datagenRole/)).toContain('kafka-cluster:AlterTransactionalId');
    expect(actionsOf(msk.template, /RestRole/)).not.toContain('kafka-cluster:WriteData');
  });
});

describe('a worker in a VPC', () => {
  const app = new App();
  const stack = new Stack(app, 'Networked', { env: { account: '123456789012', region: 'eu-west-1' } });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
  });
  const worker = new ConnectWorker(stack, 'Worker', {
    workerName: 'inside',
    bootstrapServers: ['kafka.internal:9092'],
    plugins: ['jdbc-source', 's3-sink'],
    vpc,
    encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1b2c'),
  });
  const template = Template.fromStack(stack);

  it('encrypts its tables with the key it is given', () => {
    for (const { Properties } of resources(template, 'AWS::DynamoDB::Table'))
      expect(Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    for (const role of [/jdbcsourceRole/, /s3sinkRole/, /RestRole/, /ReconcilerRole/])
      expect(actionsOf(template, role)).toContain('kms:GenerateDataKey');
    expect(actionsOf(template, /TearDownRole/)).not.toContain('kms:GenerateDataKey');
  });

  it('has all functions there that reach Kafka, and pollers too', () => {
    const inside = resources(template, 'AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.VpcConfig)
      .map(({ Properties }) => Properties.FunctionName);
    expect(inside.toSorted()).toEqual(['inside_jdbc-source', 'inside_reconciler', 'inside_rest', 'inside_s3-sink']);
    const [reconciler] = resources(template, 'AWS::Lambda::Function').filter(({ id }) =>
      id.includes('ReconcilerFunction'),
    );
    expect(JSON.stringify(reconciler?.Properties.Environment)).toMatch(
      /VPC_SUBNET.*subnet:subnet-11111111.*VPC_SECURITY_GROUP/s,
    );
  });

  it('may make network interfaces, and nothing else everywhere', () => {
    const anywhere = statementsOf(template, /jdbcsourceRole/).filter(({ Resource }) => Resource.includes('*'));
    expect(
      anywhere.flatMap(({ Action }) => Action).every((action) => /^ec2:(Describe|\w+NetworkInterface)/.test(action)),
    ).toBe(true);
    expect(new AwsSolutionsChecks().validateScope(worker).violations).toEqual([]);
  });
});

/**
 * Everything that is allowed on `*`: these know no resources, the reading of a schema by its version's id included, and the last is
 * limited to the worker's functions.
 */
const ANYWHERE = new Set([
  'dynamodb:ListStreams',
  'lambda:ListEventSourceMappings',
  'scheduler:ListSchedules',
  'glue:GetSchemaVersion',
  'cloudwatch:GetMetricData',
  'lambda:CreateEventSourceMapping',
]);

describe('permissions', () => {
  const on = (resource: string) => (one: Statement) => one.Resource.includes(resource);

  it.each(stacks.map((one) => [one.stack.stackName, one] as const))(
    'of %s have no wildcard actions',
    (_, { template }) => {
      const wild = statements(template).flatMap(({ Action }) => Action.filter((action) => action.includes('*')));
      expect(wild).toEqual([]);
    },
  );

  it.each(stacks.map((one) => [one.stack.stackName, one] as const))(
    'of %s are on named resources',
    (_, { template }) => {
      const anywhere = statements(template).filter(on('*'));
      expect(anywhere.flatMap(({ Action }) => Action.filter((action) => !ANYWHERE.has(action)))).toEqual([]);
      for (const { Action, Condition } of anywhere)
        if (Action.includes('lambda:CreateEventSourceMapping'))
          expect(JSON.stringify(Condition)).toMatch(/lambda:FunctionArn.*:function:\w+_\*/);
    },
  );

  it('are of a role of its own for each function', () => {
    const functions = resources(plain.template, 'AWS::Lambda::Function');
    const roles = functions.map(({ Properties }) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
    const managed = resources(plain.template, 'AWS::IAM::Role').filter(
      ({ Properties }) => Properties.ManagedPolicyArns,
    );
    expect(managed).toEqual([]);
  });

  it('let tasks read configurations, and not write them', () => {
    const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
    for (const role of [/jdbcsourceRole/, /s3sinkRole/]) {
      const onConfigs = statementsOf(full.template, role).filter(({ Resource }) =>
        /TablesConfigs/.test(JSON.stringify(Resource)),
      );
      expect(onConfigs.flatMap(({ Action }) => Action).filter((action) => writes.includes(action))).toEqual([]);
      expect(onConfigs).not.toEqual([]);
    }
  });

  it('let source tasks ask the reconciler for other task configurations', () => {
    const invoked = (role: RegExp) =>
      statementsOf(full.template, role)
        .filter(({ Action }) => [Action].flat().includes('lambda:InvokeFunction'))
        .map(({ Resource }) => JSON.stringify(Resource))
        .join();
    expect(invoked(/jdbcsourceRole/)).toMatch(/_reconciler"/);
    expect(invoked(/s3sinkRole/)).toBe('');
  });

  it('lets a DynamoDB sink write to the tables of its declared connectors, and create only those that it may', () => {
    const sink = { 'connector.class': 'DynamoDbSink', 'aws.dynamodb.region': 'eu-west-1' };
    const one = synth({
      plugins: 'dynamodb-sink',
      connectors: {
        a: { ...sink, topics: 'orders, users', 'table.name.format': 'kafka_${topic}' },
        b: { ...sink, topics: 'fixed', 'aws.dynamodb.table.create': 'false' },
        c: { ...sink, 'topics.regex': '.*' },
      },
    });
    const granted = (action: string): string =>
      JSON.stringify(
        statementsOf(one.template, /dynamodbsinkRole/).filter(
          ({ Action, Resource }) =>
            Action.includes(action) && JSON.stringify(Resource).includes(':dynamodb:eu-west-1:'),
        ),
      );
    for (const table of ['kafka_orders', 'kafka_users', 'fixed'])
      expect(granted('dynamodb:BatchWriteItem')).toContain(`:table/${table}"`);
    expect(granted('dynamodb:CreateTable')).toContain(':table/kafka_users"');
    expect(granted('dynamodb:CreateTable')).not.toContain(':table/fixed"');
    expect(granted('dynamodb:BatchWriteItem')).not.toContain('*');
  });

  it('lets a sink write to the OpenSearch domains and collections that it signs for by its role, and to no other', () => {
    const sink = {
      'connector.class': 'ElasticsearchSink',
      topics: 'orders',
      'aws.region': 'eu-west-1',
      'aws.service.signing.name': 'es',
    };
    const domain = (kind: string, name: string) =>
      `${kind}-${name}-abcdefghijklmnopqrstuvwxyz.eu-west-1.es.amazonaws.com`;
    const one = synth({
      plugins: 'elasticsearch-sink',
      connectors: {
        a: { ...sink, 'connection.url': `https://${domain('search', 'shop-logs')}:443` },
        b: { ...sink, 'connection.url': domain('vpc', 'inner') },
        c: {
          ...sink,
          'connection.url': 'https://abc123.eu-west-1.aoss.amazonaws.com',
          'aws.service.signing.name': 'aoss',
        },
        byKey: { ...sink, 'connection.url': domain('search', 'keyed'), 'aws.access_key_id': 'AKIA' },
        ownName: { ...sink, 'connection.url': `https://search.example.org/${domain('search', 'fake')}` },
        unsigned: {
          'connector.class': 'ElasticsearchSink',
          topics: 'orders',
          'connection.url': domain('search', 'open'),
        },
      },
    });
    const granted = statementsOf(one.template, /elasticsearchsinkRole/).flatMap(({ Action, Resource }) =>
      Action.filter((action) => /^(es|aoss):/.test(action)).flatMap((action) =>
        Resource.map((resource) => `${action} ${/:((?:domain|collection)\/.*?)"/.exec(JSON.stringify(resource))?.[1]}`),
      ),
    );
    const ofDomain = (name: string) => [
      `es:ESHttpPost domain/${name}/_bulk`,
      `es:ESHttpHead domain/${name}/*`,
      `es:ESHttpPut domain/${name}/*`,
      `es:ESHttpGet domain/${name}/*/_mapping`,
    ];
    expect(granted.toSorted()).toEqual(
      [...ofDomain('shop-logs'), ...ofDomain('inner'), 'aoss:APIAccessAll collection/abc123'].toSorted(),
    );
  });

  it('lets an S3 source read what is in its directory, and nothing else of S3', () => {
    const connectors = { restore: { 'connector.class': 'S3SourceConnector', 's3.bucket.name': 'lake' } };
    const one = synth({ plugins: 's3-source', connectors });
    const granted = statementsOf(one.template, /s3sourceRole/).filter(({ Action }) =>
      JSON.stringify(Action).includes('s3:'),
    );
    expect(granted.map(({ Action }) => Action)).toEqual([['s3:ListBucket'], ['s3:GetObject']]);
    expect(granted.map(({ Resource }) => JSON.stringify(Resource))).toEqual([
      expect.stringMatching(/:s3:::lake"/),
      expect.stringMatching(/:s3:::lake\/topics\/\*"/),
    ]);
  });

  it('lets S3 connectors with a role assume it, and nothing of S3 by their own rights', () => {
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const aiven = { 'aws.s3.bucket.name': 'lake', 'aws.sts.role.session.name': 'worker' };
    const confluents = { ...LAKE, 's3.credentials.provider.sts.role.arn': role('confluents') };
    const sink = 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector';
    const source = 'io.aiven.kafka.connect.s3.source.S3SourceConnector';
    const connectors = {
      assumes: {
        ...confluents,
        's3.credentials.provider.class': 'io.confluent.connect.s3.auth.AwsAssumeRoleCredentialsProvider',
      },
      writes: { ...aiven, 'connector.class': sink, topics: 'orders', 'aws.sts.role.arn': role('writer') },
      keyed: {
        ...aiven,
        'connector.class': sink,
        topics: 'orders',
        'aws.sts.role.arn': role('keyed'),
        'aws.access.key.id': 'AKIA',
      },
      reads: { ...aiven, 'connector.class': source, 'aws.sts.role.arn': role('reader') },
    };
    const plugins = { 's3-sink': 'confluents', 'aiven-s3-sink': 'writer', 'aiven-s3-source': 'reader' };
    const one = synth({ plugins: Object.keys(plugins).join(','), connectors });
    for (const [plugin, name] of Object.entries(plugins)) {
      const statements = statementsOf(one.template, new RegExp(`(?<!aiven)${plugin.replaceAll('-', '')}Role`));
      const assuming = statements.filter(({ Action }) => JSON.stringify(Action).includes('sts:'));
      expect(assuming.map(({ Action, Resource }) => [Action, Resource])).toEqual([[['sts:AssumeRole'], [role(name)]]]);
      expect(JSON.stringify(statements)).not.toContain('s3:');
    }
  });

  it('lets an S3 connector assume no role that its provider does not look at', () => {
    const connectors = { lake: { ...LAKE, 's3.credentials.provider.sts.role.arn': 'arn:aws:iam::1:role/unused' } };
    const actions = [...actionsOf(synth({ plugins: 's3-sink', connectors }).template, /s3sinkRole/)];
    expect(actions).not.toContain('sts:AssumeRole');
    expect(actions).toContain('s3:PutObject');
  });

  it('lets an S3 source take messages from its queue of events, and from no other', () => {
    const queue = (name: string) => `https://sqs.eu-west-1.amazonaws.com/123456789012/${name}`;
    const events = { 'connector.class': 'S3SourceConnector', 's3.bucket.name': 'lake', mode: 'GENERIC' };
    const connectors = {
      events: { ...events, 's3.event.queue.url': queue('lake-events') },
      keyed: { ...events, 's3.event.queue.url': queue('other'), 'aws.access.key.id': 'AKIA' },
    };
    const one = synth({ plugins: 's3-source', connectors });
    const granted = statementsOf(one.template, /s3sourceRole/).filter(({ Action }) =>
      Action.includes('sqs:ReceiveMessage'),
    );
    expect(granted.map(({ Action }) => Action.toSorted())).toEqual([
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
    ]);
    expect(granted.map(({ Resource }) => JSON.stringify(Resource))).toEqual([
      expect.stringMatching(/:sqs:eu-west-1:123456789012:lake-events"/),
    ]);
  });

  it('lets a CloudWatch source read values of metrics, and nothing else of CloudWatch', () => {
    const one = synth({ plugins: 'cloudwatch-source' });
    const actions = [...actionsOf(one.template, /cloudwatchsourceRole/)];
    expect(actions.filter((action) => action.startsWith('cloudwatch:'))).toEqual(['cloudwatch:GetMetricData']);
  });

  it('are each plugin’s own', () => {
    const s3 = (role: RegExp) => [...actionsOf(full.template, role)].filter((action) => action.startsWith('s3:'));
    expect(s3(/s3sinkRole/)).toContain('s3:PutObject');
    expect(s3(/jdbcsourceRole/)).toEqual([]);
    expect(s3(/RestRole|ReconcilerRole/)).toEqual([]);
    const [put] = statementsOf(full.template, /s3sinkRole/).filter(({ Action }) => Action.includes('s3:PutObject'));
    expect(JSON.stringify(put?.Resource)).toContain(':s3:::lake/*');
  });

  it('let tasks use AWS Glue where a registry is named, and nobody else, nor elsewhere', () => {
    const used = (one: typeof plain, role: RegExp) =>
      [...actionsOf(one.template, role)].filter((action) => action.startsWith('glue:')).toSorted();
    const registering = ['glue:CreateSchema', 'glue:GetSchemaByDefinition', 'glue:RegisterSchemaVersion'];
    expect(used(glue, /datagenRole/)).toEqual([...registering, 'glue:GetSchemaVersion'].toSorted());
    expect(used(glue, /s3sinkRole/)).toEqual(['glue:GetSchemaVersion']);
    expect(used(glue, /RestRole|ReconcilerRole|TearDownRole/)).toEqual([]);
    for (const one of [plain, full, msk]) expect(used(one, /./)).toEqual([]);
  });

  it('let schemas be registered in that registry only, by name or by ARN', () => {
    const written = (one: typeof plain) =>
      statementsOf(one.template, /datagenRole/).filter(({ Action }) => Action.includes('glue:CreateSchema'));
    const [named, ...more] = written(glue);
    expect(more).toEqual([]);
    expect(named?.Resource).toHaveLength(2);
    expect(JSON.stringify(named?.Resource[0])).toMatch(/:registry\/shop-schemas"/);
    expect(JSON.stringify(named?.Resource[1])).toMatch(/:schema\/shop-schemas\/\*"/);
    const arn = 'arn:aws:glue:eu-west-1:123456789012:registry/theirs';
    const [other] = written(synth({ plugins: 'datagen', glueSchemaRegistry: arn }));
    expect(other?.Resource).toEqual([arn, 'arn:aws:glue:eu-west-1:123456789012:schema/theirs/*']);
  });

  it('let nobody but the reconciler make schedules and mappings, and REST touch neither', () => {
    const makers = statements(full.template).filter(({ Action }) =>
      Action.some((action) => /:(Create|Update)(Schedule|EventSourceMapping|Alias)|PassRole/.test(action)),
    );
    expect(new Set(makers.map(({ role }) => /(\w+?)Role/.exec(role)?.[1]))).toEqual(
      new Set(['WorkerReconciliationReconciler']),
    );
    expect(
      [...actionsOf(full.template, /RestRole/)].filter((action) => /^(scheduler|iam):|Mapping|Alias/.test(action)),
    ).toEqual([]);
  });

  it('let schedules be made in this worker’s group only, with its role only', () => {
    const [create] = statementsOf(full.template, /ReconcilerRole/).filter(({ Action }) =>
      Action.includes('scheduler:CreateSchedule'),
    );
    expect(JSON.stringify(create?.Resource)).toContain(':schedule/shop/*');
    const [pass] = statementsOf(full.template, /ReconcilerRole/).filter(({ Action }) =>
      Action.includes('iam:PassRole'),
    );
    expect(JSON.stringify(pass)).toMatch(
      /SchedulesRole.*scheduler.amazonaws.com|scheduler.amazonaws.com.*SchedulesRole/,
    );
  });

  it('are given to callers of the REST API', () => {
    const { template } = synth({ workerName: 'granted', plugins: 'datagen' }, (stack) => {
      stack.worker.grantRead(new Role(stack, 'Reader', { assumedBy: new AccountRootPrincipal() }));
      stack.worker.grantManage(new Role(stack, 'Manager', { assumedBy: new AccountRootPrincipal() }));
    });
    const [read] = statementsOf(template, /^Reader/);
    expect(read?.Action).toEqual(['execute-api:Invoke']);
    expect(JSON.stringify(read?.Resource)).toMatch(/\$default\/GET\//);
    expect(JSON.stringify(read?.Resource)).not.toMatch(/PUT|POST|default\/\*/);
    const [manage] = statementsOf(template, /^Manager/);
    expect(JSON.stringify(manage?.Resource)).toMatch(/\$default\/\*\//);
  });
});

describe('the REST API', () => {
  const routes = (one: typeof plain) =>
    resources(one.template, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.AuthorizationType);

  it('asks for IAM unless told otherwise', () => {
    expect(routes(plain)).toEqual(['AWS_IAM', 'AWS_IAM']);
  });

  it('asks for tokens of an issuer', () => {
    const one = synth({ plugins: 'datagen', authorization: 'JWT', jwtIssuer: 'https://idp', jwtAudience: 'connect' });
    expect(routes(one)).toEqual(['JWT', 'JWT']);
    one.template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Audience: ['connect'] },
    });
  });

  it('asks for a key', () => {
    const one = synth({ plugins: 'datagen', authorization: 'API_KEY', apiKeySecretArn: SECRET });
    expect(routes(one)).toEqual(['CUSTOM', 'CUSTOM']);
    expect(actionsOf(one.template, /ApiKeyAuthorizerRole/)).toContain('secretsmanager:GetSecretValue');
  });

  it('is open only when that is said by name', () => {
    expect(routes(synth({ plugins: 'datagen', authorization: 'OPEN_TO_EVERYBODY' }))).toEqual(['NONE', 'NONE']);
    expect(() => synth({ authorization: 'NONE' })).toThrow();
    expect(() => synth({ authorization: 'JWT' })).toThrow(/needs jwtIssuer/);
  });

  it('logs who called', () => {
    plain.template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: Match.anyValue() });
  });
});

describe('two workers', () => {
  /** What AWS would refuse to make twice. */
  const physicalNames = ({ template }: typeof plain): readonly string[] =>
    Object.values(
      template.toJSON().Resources as Record<string, { Type: string; Properties?: Record<string, unknown> }>,
    ).flatMap(({ Type, Properties = {} }) =>
      ['FunctionName', 'TableName', 'QueueName', 'RoleName', 'LogGroupName', 'DashboardName', 'AlarmName', 'RuleName']
        .concat(Type === 'AWS::Scheduler::ScheduleGroup' ? ['Name'] : [])
        .flatMap((key) => (typeof Properties[key] === 'string' ? [`${Type} ${Properties[key]}`] : [])),
    );

  it('live side by side', () => {
    const [first, second] = [physicalNames(plain), physicalNames(full)];
    expect(first.length).toBeGreaterThan(5);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
    expect(plain.stack.stackName).not.toBe(full.stack.stackName);
  });

  it('do not reach into each other, even where one name begins like the other', () => {
    const scope = (one: typeof plain) => JSON.stringify(statementsOf(one.template, /ReconcilerRole/));
    expect(scope(full)).toContain(':function:shop_*');
    expect(() => synth({ workerName: 'shop_2' })).toThrow(/lower-case letters, digits and -/);
  });
});

describe('mistakes', () => {
  it.each([
    [{ plugins: 'no-such' }, /There is no connector plugin no-such/],
    [{ authentication: 'SASL_PLAIN' }, /SASL_PLAIN needs a secret/],
    [{ connectors: '{"a":' }, /./],
    [{ plugins: 'datagen', glueSchemaRegistry: 'arn:aws:s3:::lake' }, /neither the name of a registry/],
    [{ plugins: 'datagen', glueSchemaRegistry: '*' }, /neither the name of a registry/],
  ])('%o is refused', (context, message) => {
    expect(() => synth(context)).toThrow(message);
  });
});

const acknowledged = (scope: IConstruct): ReadonlyArray<{ readonly id: string; readonly reason: string }> =>
  scope.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) =>
        Object.entries(data as Record<string, string>).map(([id, reason]) => ({
          id: id.replace(/^annotation::/i, ''),
          reason,
        })),
      ),
  );

describe('cdk-nag', () => {
  const findings = (scope: IConstruct, pack = new AwsSolutionsChecks()) =>
    pack
      .validateScope(scope)
      .violations.map(({ ruleName, violatingResources }) => [
        ruleName,
        violatingResources.map(({ constructPath }) => constructPath),
      ]);

  it.each(stacks.map((one) => [one.stack.stackName, one] as const))(
    'finds nothing in %s but what is answered for',
    (_, { stack }) => {
      expect(findings(stack)).toEqual([]);
    },
  );

  it('has every exception explained, and none that is not needed', () => {
    const blind = Object.assign(new AwsSolutionsChecks(), { isAcknowledged: () => false });
    const raised = new Set(stacks.flatMap(({ stack }) => findings(stack, blind).map(([rule]) => rule)));
    const answers = stacks.flatMap(({ stack }) => acknowledged(stack));
    for (const { reason } of answers) expect(reason.length).toBeGreaterThan(20);
    expect([...new Set(answers.map(({ id }) => id))].filter((id) => !raised.has(id))).toEqual([]);
  });
});
