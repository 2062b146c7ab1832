import { RemovalPolicy } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct, Node } from 'constructs';
import * as v from 'valibot';
import type { ConnectWorkerProps } from './constructs/connect-worker.ts';

/** A value given by `-c key=value`, as text, or in cdk.json, as it is. */
const json = <S extends v.GenericSchema>(schema: S) => v.union([schema, v.pipe(v.string(), v.parseJson(), schema)]);

const config = v.record(v.string(), v.string());
const list = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((text) => text.split(',').filter(Boolean)),
  ),
]);

/** What the stack can be told by context; docs/deploying.md says what each means. */
const contextSchema = v.object({
  workerName: v.optional(v.string(), 'connect'),
  bootstrapServers: v.optional(list, ['localhost:9092']),
  clusterArn: v.exactOptional(v.string()),
  authentication: v.exactOptional(
    v.picklist(['NONE', 'SASL_PLAIN', 'SASL_SCRAM_256', 'SASL_SCRAM_512', 'MTLS', 'IAM']),
  ),
  secretArn: v.exactOptional(v.string()),
  rootCaCertificateArn: v.exactOptional(v.string()),
  tls: v.exactOptional(json(v.boolean())),
  plugins: v.exactOptional(list),
  connectors: v.exactOptional(json(v.record(v.string(), config))),
  workerConfig: v.exactOptional(json(config)),
  environment: v.exactOptional(json(config)),
  glueSchemaRegistry: v.exactOptional(v.string()),
  vpcId: v.exactOptional(v.string()),
  authorization: v.optional(v.picklist(['IAM', 'JWT', 'API_KEY', 'OPEN_TO_EVERYBODY']), 'IAM'),
  jwtIssuer: v.exactOptional(v.string()),
  jwtAudience: v.exactOptional(list),
  apiKeySecretArn: v.exactOptional(v.string()),
  alarmTopicArn: v.exactOptional(v.string()),
  scheduleExpression: v.exactOptional(v.string()),
  logLevel: v.exactOptional(v.picklist(['DEBUG', 'INFO', 'WARN', 'ERROR'])),
  retain: v.optional(json(v.boolean()), true),
});

export type WorkerSettings = v.InferOutput<typeof contextSchema>;

/** @throws ValiError for a key that is wrong. */
export const readContext = (node: Node): WorkerSettings =>
  v.parse(
    contextSchema,
    Object.fromEntries(
      Object.keys(contextSchema.entries).flatMap((key) => {
        const value: unknown = node.tryGetContext(key);
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  );

const authorization = (scope: Construct, settings: WorkerSettings): Required<ConnectWorkerProps>['authorization'] => {
  switch (settings.authorization) {
    case 'JWT':
      if (settings.jwtIssuer === undefined || settings.jwtAudience === undefined)
        throw new Error('Authorization JWT needs jwtIssuer and jwtAudience');
      return { jwtIssuer: settings.jwtIssuer, jwtAudience: settings.jwtAudience };
    case 'API_KEY':
      if (settings.apiKeySecretArn === undefined) throw new Error('Authorization API_KEY needs apiKeySecretArn');
      return { apiKey: Secret.fromSecretCompleteArn(scope, 'ApiKey', settings.apiKeySecretArn) };
    default:
      return settings.authorization;
  }
};

const secret = (scope: Construct, id: string, arn: string | undefined) =>
  arn === undefined ? undefined : Secret.fromSecretCompleteArn(scope, id, arn);

/** The properties of the worker that context asks for; what it names is looked up in the scope. */
export const workerProps = (scope: Construct, settings: WorkerSettings): ConnectWorkerProps => {
  const { secretArn, rootCaCertificateArn, vpcId, alarmTopicArn, retain, ...rest } = settings;
  const kafkaSecret = secret(scope, 'KafkaSecret', secretArn);
  const rootCaCertificate = secret(scope, 'RootCaCertificate', rootCaCertificateArn);
  const { apiKeySecretArn, jwtIssuer, jwtAudience, ...flat } = rest;
  return {
    ...flat,
    authorization: authorization(scope, settings),
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(kafkaSecret && { secret: kafkaSecret }),
    ...(rootCaCertificate && { rootCaCertificate }),
    ...(vpcId !== undefined && { vpc: Vpc.fromLookup(scope, 'Vpc', { vpcId }) }),
    ...(alarmTopicArn !== undefined && { alarmTopic: Topic.fromTopicArn(scope, 'AlarmTopic', alarmTopicArn) }),
  };
};
