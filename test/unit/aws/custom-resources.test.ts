import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCustomResourceFunction } from '../../../lib/aws/custom-resource.ts';
import { createDeclaredConnectors } from '../../../lib/aws/declared-connectors.ts';
import { createTearDown } from '../../../lib/aws/tear-down.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { createWorld, sink, source } from './deployment.ts';

const answers: Array<{ readonly contentType: string | undefined; readonly body: unknown }> = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    answers.push({ contentType: request.headers['content-type'], body: JSON.parse(body) });
    response.end();
  });
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

const request = (RequestType: string, more: object = {}) => ({
  RequestType,
  ResponseURL: url,
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Connectors',
  ...more,
});

describe('a custom resource', () => {
  it('answers CloudFormation, without a content type', async () => {
    const handler = createCustomResourceFunction({ put: async () => {}, remove: async () => {} }, silentLogger);
    await handler(request('Create'));
    expect(answers.at(-1)).toEqual({
      contentType: undefined,
      body: {
        Status: 'SUCCESS',
        StackId: 'stack',
        RequestId: 'request',
        LogicalResourceId: 'Connectors',
        PhysicalResourceId: 'Connectors',
      },
    });
  });

  it('answers that it failed, too', async () => {
    const remove = async () => {
      throw new Error('no way');
    };
    await createCustomResourceFunction({ put: async () => {}, remove }, silentLogger)(request('Delete'));
    expect(answers.at(-1)?.body).toMatchObject({ Status: 'FAILED', Reason: 'no way' });
  });
});

describe('declared connectors', () => {
  const one = { 'connector.class': 'DatagenConnector', 'tasks.max': '1' };

  it('are written, changed and removed with the stack', async () => {
    const { configs } = createMemoryStorage();
    const declared = createDeclaredConnectors(configs);
    await declared.put({ Connectors: { a: one, b: one } }, {});
    expect((await configs.connector('a'))?.config).toEqual({ ...one, name: 'a' });
    await declared.put({ Connectors: { a: { ...one, 'tasks.max': '2' } } }, { Connectors: { a: one, b: one } });
    expect((await configs.connector('a'))?.config?.['tasks.max']).toBe('2');
    expect(await configs.connector('b')).toBeUndefined();
    await declared.remove({ Connectors: { a: one } });
    expect(await configs.connectors()).toEqual([]);
  });

  it('are not written again when they are the same', async () => {
    const { configs } = createMemoryStorage();
    const declared = createDeclaredConnectors(configs);
    await declared.put({ Connectors: { a: one } }, {});
    await declared.put({ Connectors: { a: one } }, {});
    expect((await configs.connector('a'))?.configVersion).toBe(1);
  });
});

describe('the tear-down', () => {
  it('takes away all that is set up', async () => {
    const { deployer, lambda, scheduler } = createWorld();
    await deployer.apply(source('a'));
    await deployer.apply(sink('b', ['t']));
    lambda.settle();
    const clock = { now: () => 0, sleep: async () => lambda.settle() };
    await createTearDown(deployer, clock).remove({});
    expect([scheduler.schedules.size, lambda.mappings.size, lambda.aliases.size]).toEqual([0, 0, 0]);
  });
});
