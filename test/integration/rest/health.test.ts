import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, expect, inject, test } from 'vitest';
import { createOwnTables, credentials, tableProperties } from '../../worker/dynamodb-tables.ts';
import { startWorkerProcess, waitFor } from '../../worker/worker-process.ts';

const cleanups: Array<() => Promise<unknown>> = [];
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

/** A line to DynamoDB that can be cut. */
const createLine = async (endpoint: string) => {
  const { hostname, port } = new URL(endpoint);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const target = connect(Number(port), hostname);
    for (const [one, other] of [
      [socket, target],
      [target, socket],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    socket.pipe(target).pipe(socket);
  });
  const listen = async (at: number): Promise<number> => {
    await once(server.listen(at, '127.0.0.1'), 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const cut = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  const own = await listen(0);
  return { endpoint: `http://127.0.0.1:${own}`, cut, mend: () => listen(own) };
};

test('a worker is unhealthy for as long as its tables cannot be reached', async () => {
  const dynamodb = inject('dynamodb');
  const tables = await createOwnTables(dynamodb);
  const line = await createLine(dynamodb.endpoint);
  cleanups.push(line.cut);
  const worker = await startWorkerProcess(
    {
      'bootstrap.servers': 'localhost:1',
      ...tableProperties({ ...dynamodb, endpoint: line.endpoint }, tables),
    },
    { env: credentials(dynamodb) },
  );
  cleanups.push(worker.remove);
  const becomes = (status: number, state: string) =>
    waitFor(`the worker to be ${state}`, async () => {
      const answer = await worker.client.call('GET', '/health');
      return answer.status === status && JSON.stringify(answer.body).includes(`"status":"${state}"`);
    });
  await becomes(200, 'healthy');
  await line.cut();
  await becomes(500, 'unhealthy');
  await line.mend();
  await becomes(200, 'healthy');
  expect((await worker.client.call('GET', '/health')).body).toEqual({
    status: 'healthy',
    message: 'Worker has completed startup and is ready to handle requests.',
  });
});
