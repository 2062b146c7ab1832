import { parse } from 'dot-properties';
import { describe, expect, test } from 'vitest';
import { javaText } from '../../../lib/connect/java-text.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { createTransformations } from '../../../lib/runtime/plugins/create-transformations.ts';
import { createTransformationChain } from '../../../lib/runtime/plugins/transformation-chain.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';
import { changesOf } from './debezium-events.ts';
import { partOf, timedEvent } from './timezone-events.ts';

/** What Debezium's documentation prints, as properties. */
const published = async (text: string) => {
  const config = Object.fromEntries(Object.entries(parse(text)).map(([key, value]) => [key, String(value)]));
  const plugins = { converters: [], headerConverters: [], transformations, predicates };
  return createTransformationChain(await createTransformations(plugins, config, { log: silentLogger }));
};

const row = s.structSchema([
  ['id', s.INT32_SCHEMA],
  ['name', s.OPTIONAL_STRING_SCHEMA],
  ['purchaser', s.OPTIONAL_INT32_SCHEMA],
  ['f1', s.OPTIONAL_INT32_SCHEMA],
  ['f2', s.OPTIONAL_INT32_SCHEMA],
]);
const { change, tombstone } = changesOf(row);
const to = (topic: string, values: Readonly<Record<string, string | number>>) => ({
  ...change('c', null, { id: 1, ...values }),
  topic,
});

describe('what Debezium publishes', () => {
  test('HeaderToValue', async () => {
    const chain = await published(`
transforms=moveHeadersToValue
transforms.moveHeadersToValue.type=io.debezium.transforms.HeaderToValue
transforms.moveHeadersToValue.headers=event_timestamp,key
transforms.moveHeadersToValue.fields=timestamp,source.id
transforms.moveHeadersToValue.operation=move`);
    const headers = [
      { key: 'header_x', schema: s.INT32_SCHEMA, value: 0 },
      { key: 'event_timestamp', schema: s.INT64_SCHEMA, value: 1626102708861 },
      { key: 'key', schema: s.INT32_SCHEMA, value: 100 },
    ];
    const out = chain({ ...to('t', {}), headers });
    expect([partOf(out, 'timestamp'), partOf(out, 'source.id')]).toEqual([1626102708861, 100]);
    expect(out?.headers.map(({ key }) => key)).toEqual(['header_x']);
  });

  const ROUTING = `
topic.prefix=fulfillment
transforms=PartitionRouting
transforms.PartitionRouting.type=io.debezium.transforms.partitions.PartitionRouting
transforms.PartitionRouting.partition.topic.num=2
transforms.PartitionRouting.predicate=allTopic
predicates=allTopic
predicates.allTopic.type=org.apache.kafka.connect.transforms.predicates.TopicNameMatches
predicates.allTopic.pattern=fulfillment.*`;

  const partitionsOf = (chain: (record: SourceRecord) => SourceRecord | null, ...records: readonly SourceRecord[]) =>
    records.map((record) => chain(record)?.kafkaPartition);

  test('PartitionRouting, basic', async () => {
    const chain = await published(`${ROUTING}
transforms.PartitionRouting.partition.payload.fields=change.name`);
    const products = ['hammer', 'hammer', 'rocks', 'scooter'].map((name) =>
      to('fulfillment.inventory.products', { name }),
    );
    expect(partitionsOf(chain, ...products, to('other', { name: 'hammer' }))).toEqual([0, 0, 0, 1, null]);
  });

  test('PartitionRouting in place of ComputePartition', async () => {
    const chain = await published(`${ROUTING}
transforms.PartitionRouting.partition.payload.fields=change.name,change.purchaser`);
    const records = [to('fulfillment.a', { purchaser: 1001 }), to('fulfillment.a', { purchaser: 1002 })];
    expect(partitionsOf(chain, ...records)).toEqual([1, 0]);
  });

  test('PartitionRouting of two collections to one topic', async () => {
    const chain = await published(`
transforms=PartitionRouting
transforms.PartitionRouting.type=io.debezium.transforms.partitions.PartitionRouting
transforms.PartitionRouting.partition.payload.fields=change.f1,change.f2
transforms.PartitionRouting.partition.topic.num=2
transforms.PartitionRouting.predicate=myTopic

predicates=myTopic
predicates.myTopic.type=org.apache.kafka.connect.transforms.predicates.TopicNameMatches
predicates.myTopic.pattern=my_topic`);
    const records = [to('my_topic', { f1: 3 }), to('my_topic', { f2: 4 }), to('my_topic', {})];
    expect(partitionsOf(chain, ...records)).toEqual([1, 0, null]);
  });

  test('PartitionRouting to topics of different sizes, both by one predicate, as it is printed', async () => {
    const chain = await published(`
topic.prefix=fulfillment

transforms=ProductsPartitionRouting,OrdersPartitionRouting
transforms.ProductsPartitionRouting.type=io.debezium.transforms.partitions.PartitionRouting
transforms.ProductsPartitionRouting.partition.payload.fields=change.name
transforms.ProductsPartitionRouting.partition.topic.num=3
transforms.ProductsPartitionRouting.predicate=products

transforms.OrdersPartitionRouting.type=io.debezium.transforms.partitions.PartitionRouting
transforms.OrdersPartitionRouting.partition.payload.fields=change.purchaser
transforms.OrdersPartitionRouting.partition.topic.num=2
transforms.OrdersPartitionRouting.predicate=products

predicates=products,orders
predicates.products.type=org.apache.kafka.connect.transforms.predicates.TopicNameMatches
predicates.products.pattern=fulfillment.inventory.products
predicates.orders.type=org.apache.kafka.connect.transforms.predicates.TopicNameMatches
predicates.orders.pattern=fulfillment.inventory.orders`);
    const [products, orders] = ['fulfillment.inventory.products', 'fulfillment.inventory.orders'];
    const records = [to(products, { name: 'orange' }), to(products, { purchaser: 7 }), to(orders, { purchaser: 7 })];
    expect(partitionsOf(chain, ...records)).toEqual([1, 1, null]);
  });

  const updated = change('u', { id: 1, name: 'a' }, { id: 1, name: 'b' });

  test('ExtractChangedRecordState', async () => {
    const chain = await published(`
transforms=changes
transforms.changes.type=io.debezium.transforms.ExtractChangedRecordState
transforms.changes.header.changed.name=Changed
transforms.changes.header.unchanged.name=Unchanged`);
    expect(chain(updated)?.headers.map(({ key, value }) => `${key}: ${value}`)).toEqual([
      'Changed: name',
      'Unchanged: id,purchaser,f1,f2',
    ]);
  });

  test('ExtractChangedRecordState by default', async () => {
    const chain = await published(`
transforms=changes
transforms.changes.type=io.debezium.transforms.ExtractChangedRecordState`);
    expect(chain(updated)).toEqual(updated);
  });

  test('SchemaChangeEventFilter', async () => {
    const chain = await published(`
transforms=filterTableDropAndTruncateEvent
transforms.filterTableDropAndTruncateEvent.type=io.debezium.transforms.SchemaChangeEventFilter
transforms.filterTableDropAndTruncateEvent.schema.change.event.exclude.list=DROP,TRUNCATE`);
    const one = s.structSchema([['type', s.STRING_SCHEMA]]);
    const schema = s.structSchema([['tableChanges', s.arraySchema(one)]], { name: 'filter.SchemaChangeValue' });
    const ofType = (type: string) =>
      chain({ ...tombstone, valueSchema: schema, value: new Struct(schema, [[new Struct(one, [type])]]) });
    expect(['DROP', 'TRUNCATE', 'CREATE', 'ALTER'].map((type) => ofType(type) !== null)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  const [CREATED, UPDATED] = ['2011-01-11T16:40:30.123456789+00:00', '2011-01-11T16:40:30Z'];

  test.each([
    [
      'transforms.convertTimezone.converted.timezone=Pacific/Easter',
      '2011-01-11T11:40:30.123456789-05:00',
      '2011-01-11T11:40:30-05:00',
    ],
    [
      `transforms.convertTimezone.converted.timezone=+05:30
transforms.convertTimezone.include.list=source:customers:created_at,customers:updated_at`,
      '2011-01-11T22:10:30.123456789+05:30',
      '2011-01-11T22:10:30+05:30',
    ],
    [
      `transforms.convertTimezone.converted.timezone=+05:30
transforms.convertTimezone.exclude.list=source:customers:updated_at`,
      '2011-01-11T22:10:30.123456789+05:30',
      UPDATED,
    ],
  ])('TimezoneConverter: %s', async (settings, created, changed) => {
    const chain = await published(`
transforms=convertTimezone
transforms.convertTimezone.type=io.debezium.transforms.TimezoneConverter
${settings}`);
    const out = chain(timedEvent({ created_at: CREATED, updated_at: UPDATED }));
    expect([partOf(out, 'after.created_at'), partOf(out, 'after.updated_at')]).toEqual([created, changed]);
    expect(javaText(out?.valueSchema ?? null, out?.value ?? null)).toContain('ts_ms=123456789');
  });
});
