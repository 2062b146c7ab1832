import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { ConfigError, RetriableError } from '../../../lib/connect/errors.ts';
import { ConflictError, ItemTooLargeError } from '../../../lib/storage/config-backing-store.ts';
import { createDynamoDbStorage } from '../../../lib/storage/dynamodb/dynamodb-storage.ts';
import type { TableNames } from '../../../lib/storage/dynamodb/tables.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import { acquire } from './acquire.ts';
import { createClients } from './dynamodb-clients.ts';
import { newConnector } from './names.ts';

const clients = createClients(inject('dynamodb'));
let tables: TableNames;
let storage: Storage;
beforeAll(async () => {
  tables = await clients.newTables();
  storage = clients.openStorage(tables);
});
afterAll(async () => {
  await storage.close();
  clients.destroy();
});

const putItem = (table: string, item: Record<string, unknown>) =>
  clients.client.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));

describe('items written by hand', () => {
  it('make a connector, whose values may be numbers and booleans', async () => {
    const connector = newConnector();
    await putItem(tables.configs, { connector, item: 'config', config: { class: 'A', 'tasks.max': 3, live: true } });
    const config = { class: 'A', 'tasks.max': '3', live: 'true' };
    const state = { name: connector, config, configVersion: 0, targetState: 'STARTED', tasks: undefined };
    expect(await storage.configs.connector(connector)).toStrictEqual(state);
    expect(await storage.configs.connectors()).toContainEqual(state);
  });

  it('can be changed through the store afterwards, once', async () => {
    const connector = newConnector();
    await putItem(tables.configs, { connector, item: 'config', config: { a: '1' } });
    await putItem(tables.configs, { connector, item: 'target-state', state: 'PAUSED' });
    await storage.configs.putConnectorConfig(connector, { a: '2' }, { expectedVersion: 0 });
    const again = storage.configs.putConnectorConfig(connector, { a: '3' }, { expectedVersion: 0 });
    await expect(again).rejects.toBeInstanceOf(ConflictError);
    const state = { config: { a: '2' }, configVersion: 1, targetState: 'PAUSED' };
    expect(await storage.configs.connector(connector)).toMatchObject(state);
  });

  it('never keep the others from being read', async () => {
    const connector = newConnector();
    await putItem(tables.configs, { connector, item: 'config', config: { topics: ['a', 'b'], nothing: null } });
    await putItem(tables.configs, { connector, item: 'target-state', state: 'asleep' });
    await putItem(tables.configs, { connector: newConnector(), item: 'note', text: 'to do' });
    const state = { config: { topics: '["a","b"]', nothing: 'null' }, targetState: 'STARTED' };
    expect(await storage.configs.connector(connector)).toMatchObject(state);
    await expect(storage.configs.connectors()).resolves.toBeDefined();
  });

  it('are announced', async () => {
    const connector = newConnector();
    const seen: string[] = [];
    const end = await storage.configs.subscribe((change) => seen.push(change.connector));
    await putItem(tables.configs, { connector, item: 'config', config: {} });
    await vi.waitFor(() => expect(seen).toContain(connector), { timeout: 10_000 });
    end();
  });

  it('may hold an offset with blanks, which advances all the same', async () => {
    const connector = newConnector();
    await putItem(tables.offsets, { connector, partition: '{"p":1}', offset: '{ "n": 1 }' });
    await storage.offsets.advance(connector, { p: 1 }, { n: 1 }, { n: 2 });
    expect(await storage.offsets.get(connector, [{ p: 1 }])).toStrictEqual([{ n: 2 }]);
  });
});

describe('large items', () => {
  const text = (bytes: number) => 'x'.repeat(bytes);

  it('refuses a configuration that no item can hold, naming connector and size', async () => {
    const write = storage.configs.putConnectorConfig('large', { text: text(500_000) }, { expectedVersion: 0 });
    await expect(write).rejects.toBeInstanceOf(ItemTooLargeError);
    await expect(write).rejects.toThrow(/connector large takes 5000\d\d bytes/);
  });

  it('knows the limit to the byte', async () => {
    const connector = newConnector();
    const write = (bytes: number) =>
      storage.configs.putConnectorConfig(connector, { t: text(bytes) }, { expectedVersion: 0 });
    const rest = connector.length + 'connectoritemconfigconfigversion'.length + 2 + 3 + 1 + 't'.length;
    await expect(write(400 * 1024 - rest + 1)).rejects.toBeInstanceOf(ItemTooLargeError);
    await write(400 * 1024 - rest);
  });

  it('refuses task configurations that even compressed are too large', async () => {
    const configs = Array.from({ length: 600 }, () => ({
      random: Buffer.from(crypto.getRandomValues(new Uint8Array(1_000))).toString('hex'),
    }));
    const write = storage.configs.putTaskConfigs('large', { generation: 1, fingerprint: '', configs, restarts: {} }, 0);
    await expect(write).rejects.toThrow(/connector large takes \d+ bytes/);
  });

  it('refuses an offset that no item can hold', async () => {
    const lease = await acquire(storage, newConnector());
    const write = storage.offsets.put(lease, [{ partition: {}, offset: { text: text(500_000) } }]);
    await expect(write).rejects.toBeInstanceOf(ItemTooLargeError);
  });

  it('cuts a trace rather than lose the status', async () => {
    const connector = newConnector();
    const status = { state: 'FAILED', workerId: 'w', generation: 1, trace: '€'.repeat(500_000) } as const;
    await storage.statuses.putTaskStatus(connector, { ...status, task: 0 });
    expect((await storage.statuses.status(connector)).tasks[0]?.trace).toMatch(/^€{100000}…$/);
  });

  it('keeps a long partition in full beside its hash', async () => {
    const connector = newConnector();
    const partition = { path: text(2_000) };
    await storage.offsets.alter(connector, [{ partition, offset: { n: 1 } }]);
    const { Items = [] } = await clients.client.send(new ScanCommand({ TableName: tables.offsets }));
    const item = Items.map((found) => unmarshall(found)).find((found) => found.connector === connector);
    expect(item?.partition).toMatch(/^[0-9a-f]{64}$/);
    expect(item?.fullPartition).toBe(JSON.stringify(partition));
  });
});

describe('pages', () => {
  it('reads on beyond the first megabyte', async () => {
    const connector = newConnector();
    const changes = Array.from({ length: 30 }, (_, p) => ({ partition: { p }, offset: { text: 'x'.repeat(100_000) } }));
    await storage.offsets.alter(connector, changes);
    expect(await storage.offsets.offsets(connector)).toHaveLength(30);
    const asked = changes.map(({ partition }) => partition);
    expect(await storage.offsets.get(connector, asked)).toStrictEqual(changes.map(({ offset }) => offset));
  });
});

describe('errors', () => {
  const missing = { configs: 'no-configs', offsets: 'no-offsets', statuses: 'no-statuses' };

  it('names a table that does not exist', async () => {
    const absent = clients.openStorage(missing);
    const lease = await acquire(storage, newConnector());
    const rejected = async (call: Promise<unknown>, name: string) => {
      await expect(call).rejects.toBeInstanceOf(ConfigError);
      await expect(call).rejects.toThrow(name);
    };
    await rejected(absent.configs.connectors(), 'no-configs');
    await rejected(absent.offsets.get('a', [{}]), 'no-offsets');
    await rejected(absent.statuses.status('a'), 'no-statuses');
    await rejected(
      absent.statuses.subscribe(() => {}),
      'no-statuses',
    );
    await rejected(absent.offsets.put(lease, [{ partition: {}, offset: {} }]), 'no-statuses, no-offsets');
  });

  it('is retriable when DynamoDB is out of reach', async () => {
    const client = new DynamoDBClient({
      endpoint: 'http://127.0.0.1:1',
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
    const unreachable = clients.openStorage(tables, { client });
    await expect(unreachable.configs.connectors()).rejects.toBeInstanceOf(RetriableError);
    client.destroy();
  });

  it('leaves errors that do not pass as they are', async () => {
    const call = storage.configs.connector('');
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses to follow changes without a streams client, or of a table without a stream', async () => {
    const call = createDynamoDbStorage({ client: clients.client, tables }).configs.subscribe(() => {});
    await expect(call).rejects.toThrow('without a DynamoDB Streams client');
    const streamless = clients.openStorage({ ...tables, configs: tables.offsets }).configs.subscribe(() => {});
    await expect(streamless).rejects.toThrow('has no stream');
  });
});
