import type { LocalStackOptions } from './options.ts';

type Environment = Readonly<Record<string, string>>;

/** LocalStack's settings, wherever it runs. https://docs.localstack.cloud/references/configuration/ */
export function localStackEnvironment(port: number, options: LocalStackOptions): Environment {
  const { kafkaBootstrapServers, scheduleSpeedup = 1 } = options;
  return {
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    // An address, not a name: names below localhost need a DNS that many machines lack.
    LOCALSTACK_HOST: `127.0.0.1:${port}`,
    SQS_ENDPOINT_STRATEGY: 'path',
    DNS_ADDRESS: '0',
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    PROVIDER_OVERRIDE_DYNAMODB: 'v2',
    PROVIDER_OVERRIDE_DYNAMODBSTREAMS: 'v2',
    // Dashboards and the like: they deploy as nothing.
    CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '1',
    LAMBDA_RUNTIME_EXECUTOR: 'host',
    LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT: '60',
    LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.5',
    // Between the attempts of an asynchronous invocation Lambda waits one and two minutes; here five and ten seconds.
    LAMBDA_RETRY_BASE_DELAY: '5',
    CONNECT_SCHEDULE_SPEEDUP: String(scheduleSpeedup),
    ...(kafkaBootstrapServers !== undefined && { CONNECT_MSK_BOOTSTRAP_SERVERS: kafkaBootstrapServers }),
  };
}

/** What a client of it needs to know: `cdk`, the AWS SDKs, the AWS CLI. */
export function clientEnvironment(connection: {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}): Environment {
  return {
    AWS_ENDPOINT_URL: connection.endpoint,
    // Given by itself and by an address, it makes the SDKs put the bucket into the path and not into the host's name.
    AWS_ENDPOINT_URL_S3: connection.endpoint,
    AWS_REGION: connection.region,
    AWS_DEFAULT_REGION: connection.region,
    AWS_ACCESS_KEY_ID: connection.accessKeyId,
    AWS_SECRET_ACCESS_KEY: connection.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
