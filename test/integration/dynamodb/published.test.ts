import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { PUBLISHED } from '../../unit/dynamodb/published.ts';
import { publishedConfigs, withSchema } from '../../worker/published-configs.ts';
import { connectionKeys, scan } from './sink-tasks.ts';

const configs = publishedConfigs(inject('kafka').bootstrapServers);
const { endpoint, region: _region, ...credentials } = inject('dynamodb');

/** Credentials would be the function's; the region is part of what is published. */
const { 'aws.dynamodb.region': _own, ...hosts } = connectionKeys;

const opened: DynamoDBClient[] = [];
afterAll(() => {
  for (const client of opened) client.destroy();
});

const run = async (which: string, table: string, items: readonly unknown[]): Promise<void> => {
  const config = PUBLISHED[which] ?? {};
  const client = new DynamoDBClient({ endpoint, region: config['aws.dynamodb.region'] ?? '', credentials });
  opened.push(client);
  const name = await configs.paste(config, hosts);
  await configs.expectSoon(name, async () => expect(await scan(table, client)).toEqual(items));
};

describe('as published, it runs:', () => {
  it('by a field of the value, flattened, on MSK', async () => {
    const customer = { field: 'customer', type: 'struct', fields: [{ field: 'city', type: 'string' }] };
    const schema = { type: 'struct', fields: [{ field: 'orderid', type: 'int32' }, customer] };
    const order = (city: string) => JSON.stringify({ schema, payload: { orderid: 18, customer: { city } } });
    await configs.produce(['Rome', 'Oslo'].map((city) => ({ topic: 'orders', value: order(city) })));
    const item = { orderid: { N: '18' }, customer_city: { S: 'Oslo' } };
    await run('by a field of the value, flattened, on MSK', 'kafka_orders', [item]);
  });

  it('by two fields', async () => {
    const topic = 'salesdb.salesdb.SALES_ORDER';
    const types = { ORDER_ID: 'int32', SITE_ID: 'int32', ORDER_STATUS: 'string' };
    const order = (status: string) => withSchema(types, { ORDER_ID: 1, SITE_ID: 9, ORDER_STATUS: status });
    await configs.produce(['new', 'paid'].map((status) => ({ topic, value: order(status) })));
    const item = { ORDER_ID: { N: '1' }, SITE_ID: { N: '9' }, ORDER_STATUS: { S: 'paid' } };
    await run('by two fields', `kafka_${topic}`, [item]);
  });

  it('by partition and offset', async () => {
    const topic = 'dynamodb-topic';
    const value = withSchema({ f1: 'string' }, { f1: 'value1' });
    await configs.produce([
      { topic, value },
      { topic, value },
    ]);
    const item = (offset: string) => ({ partition: { N: '0' }, offset: { N: offset }, f1: { S: 'value1' } });
    await run('by partition and offset', topic, [item('0'), item('1')]);
  });
});
