import type { Context } from 'aws-lambda';
import type { LambdaEvent } from 'hono/aws-lambda';
import * as v from 'valibot';
import { beforeAll, expect, inject, test, vi } from 'vitest';
import { connectors } from '../../../lib/connectors/catalogue.ts';
import { createOwnTables, credentials } from '../../worker/dynamodb-tables.ts';

type HttpApiEvent = Extract<LambdaEvent, { readonly rawPath: string }>;

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const DOMAIN = 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'rest',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:rest',
  memoryLimitInMB: '256',
  awsRequestId: 'e9b0c2d4-1111-4222-8333-444455556666',
  logGroupName: '/aws/lambda/rest',
  logStreamName: '2026/11/22/[$LATEST]0123456789abcdef0123456789abcdef',
  getRemainingTimeInMillis: () => 30_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/**
 * What an HTTP API hands over, its path decoded; follows
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html (payload 2.0).
 */
const httpApiEvent = (method: string, path: string, body?: object): HttpApiEvent => {
  const [encoded = '', query = ''] = path.split('?');
  const rawPath = decodeURIComponent(encoded);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query,
    headers: {
      accept: '*/*',
      'content-length': String(JSON.stringify(body ?? '').length),
      ...(body && { 'content-type': 'application/json' }),
      host: DOMAIN,
      'user-agent': 'curl/8.7.1',
      'x-amzn-trace-id': 'Root=1-6921d3f5-3c1b7d3a5d3a4d9e0a1b2c3d',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      authentication: null,
      authorizer: {},
      domainName: DOMAIN,
      domainPrefix: 'a1b2c3d4e5',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.7.1' },
      requestId: 'TQ4xWh3XliAEMZg=',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:15:04:05 +0000',
      timeEpoch: 1795359845000,
    },
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
};

const response = v.object({
  statusCode: v.number(),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.string(), ''),
});

let invoke: (event: HttpApiEvent) => Promise<v.InferOutput<typeof response>>;

beforeAll(async () => {
  const dynamodb = inject('dynamodb');
  const { configs, offsets, statuses } = await createOwnTables(dynamodb);
  const environment = {
    ...credentials(dynamodb),
    AWS_REGION: dynamodb.region,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_LAMBDA_FUNCTION_NAME: 'rest',
    CONFIG_TABLE: configs,
    OFFSET_TABLE: offsets,
    STATUS_TABLE: statuses,
    PLUGINS: '["file-stream-source"]',
    WORKER_CONFIG: JSON.stringify({
      'bootstrap.servers': 'localhost:9',
      'key.converter': JSON_CONVERTER,
      'value.converter': JSON_CONVERTER,
    }),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  // What the bundle has built in.
  vi.stubGlobal('CONNECTOR_SUMMARIES', connectors);
  // Imported once the environment is there, as Lambda does.
  const { handler } = await import('../../../functions/rest.ts');
  invoke = async (event) => v.parse(response, await handler(event, context));
});

const call = async (method: string, path: string, body?: object) => {
  const { statusCode, headers, body: text } = await invoke(httpApiEvent(method, path, body));
  return { status: statusCode, headers, body: text === '' ? undefined : JSON.parse(text) };
};

const config = { 'connector.class': 'FileStreamSource', topic: 't', file: '/tmp/x' };

test.each(['plain', 'sl/ash', 'zürich-接続', 'sp ace', 'per%cent', 'que?ry', 'a/b/c', 'ends/tasks/zero', 'pl+us'])(
  'a connector called %s is created, seen, changed, stopped and deleted behind an HTTP API',
  async (name) => {
    const path = `/connectors/${encodeURIComponent(name)}`;
    const created = await call('POST', '/connectors', { name, config });
    expect(created).toMatchObject({ status: 201, body: { name } });
    expect(new URL(created.headers.location ?? '').origin).toBe(`https://${DOMAIN}`);
    expect(await call('GET', path)).toMatchObject({ status: 200, body: { name, type: 'source' } });
    expect(await call('GET', `${path}/status`)).toMatchObject({ status: 200, body: { name } });
    expect(await call('PATCH', `${path}/config`, { 'batch.size': 7 })).toMatchObject({
      status: 200,
      body: { config: { 'batch.size': '7' } },
    });
    expect((await call('PUT', `${path}/stop`)).status).toBe(204);
    expect(await call('GET', '/connectors?expand=info&expand=status')).toMatchObject({
      body: { [name]: { info: { name }, status: { name } } },
    });
    expect((await call('DELETE', path)).status).toBe(204);
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { message: `Connector ${name} not found` } });
  },
);

test('a body in base64 is read', async () => {
  const body = { name: 'base64', config };
  const event = { ...httpApiEvent('POST', '/connectors', body), isBase64Encoded: true };
  const encoded = { ...event, body: Buffer.from(JSON.stringify(body)).toString('base64') };
  expect((await invoke(encoded)).statusCode).toBe(201);
});

test('the document is served, without the loggers that a function has not', async () => {
  const { status, body } = await call('GET', '/openapi.json');
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  expect(Object.keys(body.paths).filter((path) => path.startsWith('/admin'))).toEqual([]);
});
