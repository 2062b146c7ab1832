import type { Published } from '../published.ts';

/** Of Debezium's documentation, tutorial and examples for PostgreSQL. */
const postgres = {
  'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
  'tasks.max': '1',
  'database.hostname': 'postgres',
  'database.port': '5432',
  'database.user': 'postgres',
  'database.password': 'postgres',
  'database.dbname': 'postgres',
  'topic.prefix': 'dbserver1',
} satisfies Published;

const tutorial: Published = { ...postgres, 'schema.include.list': 'inventory' };

const outbox: Published = {
  ...postgres,
  'schema.include.list': 'inventory',
  'table.include.list': 'inventory.outboxevent',
  'tombstones.on.delete': 'false',
  transforms: 'outbox',
  'transforms.outbox.type': 'io.debezium.transforms.outbox.EventRouter',
};

/** Of the reference of the CloudEvents converter, whose metadata must be put in headers before the outbox leaves them out. */
export const CLOUD_EVENTS: Published = {
  ...outbox,
  'tombstones.on.delete': 'false',
  transforms: 'addMetadataHeaders,outbox',
  'transforms.addMetadataHeaders.type': 'org.apache.kafka.connect.transforms.HeaderFrom$Value',
  'transforms.addMetadataHeaders.fields': 'source,op,transaction',
  'transforms.addMetadataHeaders.headers': 'source,op,transaction',
  'transforms.addMetadataHeaders.operation': 'copy',
  'transforms.addMetadataHeaders.predicate': 'isHeartbeat',
  'transforms.addMetadataHeaders.negate': 'true',
  'transforms.outbox.type': 'io.debezium.transforms.outbox.EventRouter',
  'transforms.outbox.table.expand.json.payload': 'true',
  'transforms.outbox.table.fields.additional.placement': 'type:header',
  predicates: 'isHeartbeat',
  'predicates.isHeartbeat.type': 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
  'predicates.isHeartbeat.pattern': '__debezium-heartbeat.*',
  'value.converter': 'io.debezium.converters.CloudEventsConverter',
  'value.converter.metadata.source': 'header',
  'header.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'header.converter.schemas.enable': 'true',
};

/** What is printed, what is written after the snapshot, and what the topics then hold. */
export interface PublishedCase {
  readonly what: string;
  readonly config: Published;
  readonly write: string;
  /** Of the topics, to tell them from those of others. */
  readonly begins: string;
  readonly lines: readonly string[];
  /** Of the first topic. */
  readonly partitions?: number;
  /** What is there beside the tables that all share. */
  readonly tables?: string;
}

const ANNE = '{"id":1,"name":"Anne"}';
const BOB = '{"id":2,"name":"Bob"}';
const EVE = '{"id":2,"name":"Eve"}';
const CHANGE = `UPDATE inventory.customers SET name = 'Eve' WHERE id = 2; DELETE FROM inventory.customers WHERE id = 1`;
const SNAPSHOT = [`dbserver1.inventory.customers: r ${ANNE}`, `dbserver1.inventory.customers: r ${BOB}`];
export const OUTBOX_ROW = `INSERT INTO inventory.outboxevent VALUES ('00000000-0000-0000-0000-00000000000a', 'Order', '7', 'OrderCreated', '{"total":1}')`;
const OUTBOX_ID = 'id=00000000-0000-0000-0000-00000000000a';

export const POSTGRES: readonly PublishedCase[] = [
  {
    what: 'the tutorial',
    config: tutorial,
    write: CHANGE,
    begins: 'dbserver1',
    lines: [
      ...SNAPSHOT,
      `dbserver1.inventory.customers: u ${EVE}`,
      `dbserver1.inventory.customers: d ${ANNE}`,
      'dbserver1.inventory.customers: null',
    ],
  },
  {
    what: 'the example of the reference',
    config: {
      'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
      'database.hostname': '192.168.99.100',
      'database.port': '5432',
      'database.user': 'postgres',
      'database.password': 'postgres',
      'database.dbname': 'postgres',
      'topic.prefix': 'dbserver1',
      'table.include.list': 'public.inventory',
    },
    write: `INSERT INTO public.inventory VALUES (3)`,
    begins: 'dbserver1',
    lines: ['dbserver1.public.inventory: r {"id":1}', 'dbserver1.public.inventory: c {"id":3}'],
  },
  {
    what: 'topics created by groups, its numbers no texts',
    config: {
      ...tutorial,
      'tasks.max': 1,
      'database.port': 5432,
      'topic.creation.default.replication.factor': 1,
      'topic.creation.default.partitions': 5,
      'topic.creation.default.cleanup.policy': 'compact',
      'topic.creation.default.compression.type': 'gzip',
      'topic.creation.default.delete.retention.ms': 2592000000,
      'topic.creation.groups': 'productlog',
      'topic.creation.productlog.include': 'dbserver1\\.inventory\\.product.*',
      'topic.creation.productlog.replication.factor': 1,
      'topic.creation.productlog.partitions': 10,
      'topic.creation.productlog.cleanup.policy': 'delete',
      'topic.creation.productlog.compression.type': 'producer',
      'topic.creation.productlog.retention.ms': 7776000000,
    },
    write: `INSERT INTO inventory.products VALUES (9, 1.25)`,
    begins: 'dbserver1.inventory.products',
    partitions: 10,
    lines: ['dbserver1.inventory.products: c {"id":9,"price":"fQ=="}'],
  },
  {
    what: 'JSON without schemas, decimals as texts',
    config: {
      ...tutorial,
      'decimal.handling.mode': 'string',
      'poll.interval.ms': '100',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'key.converter.schemas.enable': 'false',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
    },
    write: `INSERT INTO inventory.products VALUES (9, 1.25)`,
    begins: 'dbserver1.inventory.products',
    lines: ['dbserver1.inventory.products: c {"id":9,"price":"1.25"}'],
  },
  {
    what: 'an outbox',
    config: {
      ...outbox,
      'transforms.outbox.route.topic.replacement': '${routedByValue}.events',
      'transforms.outbox.table.fields.additional.placement': 'type:header:eventType',
    },
    write: OUTBOX_ROW,
    begins: 'Order',
    lines: [`Order.events: {"total": 1} ${OUTBOX_ID} eventType=OrderCreated`],
  },
  {
    what: 'an outbox of texts',
    config: {
      ...outbox,
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'transforms.outbox.route.topic.replacement': '${routedByValue}.response',
      'poll.interval.ms': '100',
    },
    write: OUTBOX_ROW,
    begins: 'Order',
    lines: [`Order.response: {"total":1} ${OUTBOX_ID}`],
  },
  {
    what: 'a filter in Groovy',
    config: {
      ...tutorial,
      transforms: 'filter',
      'transforms.filter.type': 'io.debezium.transforms.Filter',
      'transforms.filter.language': 'jsr223.groovy',
      'transforms.filter.condition': "value.op == 'u' && value.before.id == 2",
    },
    write: CHANGE,
    begins: 'dbserver1',
    lines: [`dbserver1.inventory.customers: u ${EVE}`, 'dbserver1.inventory.customers: null'],
  },
  {
    what: 'routing by content',
    config: {
      ...tutorial,
      transforms: 'route',
      'transforms.route.type': 'io.debezium.transforms.ContentBasedRouter',
      'transforms.route.language': 'jsr223.groovy',
      'transforms.route.topic.expression': "value.op == 'u' ? 'updates' : null",
    },
    write: CHANGE,
    begins: 'updates',
    lines: [`updates: u ${EVE}`],
  },
  {
    what: 'rows with more fields and headers, deletions rewritten',
    config: {
      ...tutorial,
      transforms: 'unwrap',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
      'transforms.unwrap.add.fields': 'op,table',
      'transforms.unwrap.add.headers': 'schema',
      'transforms.unwrap.delete.tombstone.handling.mode': 'rewrite',
    },
    write: CHANGE,
    begins: 'dbserver1',
    lines: [
      'dbserver1.inventory.customers: {"id":1,"name":"Anne","__deleted":"false","__op":"r","__table":"customers"} __schema=inventory',
      'dbserver1.inventory.customers: {"id":2,"name":"Bob","__deleted":"false","__op":"r","__table":"customers"} __schema=inventory',
      'dbserver1.inventory.customers: {"id":2,"name":"Eve","__deleted":"false","__op":"u","__table":"customers"} __schema=inventory',
      'dbserver1.inventory.customers: {"id":1,"name":"Anne","__deleted":"true","__op":"d","__table":"customers"} __schema=inventory',
    ],
  },
  {
    what: 'headers moved into the event, here two of another transformation, and shown in the row',
    config: {
      ...tutorial,
      transforms: 'time,number,moveHeadersToValue,unwrap',
      'transforms.time.type': 'org.apache.kafka.connect.transforms.InsertHeader',
      'transforms.time.header': 'event_timestamp',
      'transforms.time.value.literal': '1626102708861',
      'transforms.number.type': 'org.apache.kafka.connect.transforms.InsertHeader',
      'transforms.number.header': 'key',
      'transforms.number.value.literal': '100',
      'transforms.moveHeadersToValue.type': 'io.debezium.transforms.HeaderToValue',
      'transforms.moveHeadersToValue.headers': 'event_timestamp,key',
      'transforms.moveHeadersToValue.fields': 'timestamp,source.id',
      'transforms.moveHeadersToValue.operation': 'move',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
      'transforms.unwrap.add.fields': 'timestamp,source.id',
    },
    write: `UPDATE inventory.customers SET name = 'Eve' WHERE id = 2`,
    begins: 'dbserver1',
    lines: ['"id":1,"name":"Anne"', '"id":2,"name":"Bob"', '"id":2,"name":"Eve"'].map(
      (row) => `dbserver1.inventory.customers: {${row},"__timestamp":1626102708861,"__source_id":100}`,
    ),
  },
  {
    what: 'the fields that a change changed',
    config: {
      ...tutorial,
      transforms: 'changes',
      'transforms.changes.type': 'io.debezium.transforms.ExtractChangedRecordState',
      'transforms.changes.header.changed.name': 'Changed',
      'transforms.changes.header.unchanged.name': 'Unchanged',
    },
    write: CHANGE,
    begins: 'dbserver1',
    lines: [
      ...SNAPSHOT.map((line) => `${line} Changed=[] Unchanged=[]`),
      `dbserver1.inventory.customers: u ${EVE} Changed=["name"] Unchanged=["id"]`,
      `dbserver1.inventory.customers: d ${ANNE} Changed=[] Unchanged=[]`,
      'dbserver1.inventory.customers: null',
    ],
  },
  {
    what: 'partitions by the name of a product',
    config: {
      ...tutorial,
      'topic.creation.default.partitions': 2,
      'topic.creation.default.replication.factor': 1,
      'topic.prefix': 'fulfillment',
      transforms: 'PartitionRouting',
      'transforms.PartitionRouting.type': 'io.debezium.transforms.partitions.PartitionRouting',
      'transforms.PartitionRouting.partition.payload.fields': 'change.name',
      'transforms.PartitionRouting.partition.topic.num': 2,
      'transforms.PartitionRouting.predicate': 'allTopic',
      predicates: 'allTopic',
      'predicates.allTopic.type': 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
      'predicates.allTopic.pattern': 'fulfillment.*',
    },
    write: `INSERT INTO inventory.customers VALUES (101, 'scooter'), (104, 'hammer'), (109, 'spare tire'), (105, 'hammer')`,
    begins: 'fulfillment.inventory.customers',
    partitions: 2,
    // The first partition, then the second one.
    lines: [
      `r ${ANNE}`,
      'c {"id":104,"name":"hammer"}',
      'c {"id":105,"name":"hammer"}',
      `r ${BOB}`,
      'c {"id":101,"name":"scooter"}',
      'c {"id":109,"name":"spare tire"}',
    ].map((line) => `fulfillment.inventory.customers: ${line}`),
  },
  {
    what: 'times in a zone',
    config: {
      ...tutorial,
      transforms: 'convertTimezone,unwrap',
      'transforms.convertTimezone.type': 'io.debezium.transforms.TimezoneConverter',
      'transforms.convertTimezone.converted.timezone': '+05:30',
      'transforms.convertTimezone.include.list': 'source:customers:created_at,customers:updated_at',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
    },
    write: `ALTER TABLE inventory.customers ADD created_at timestamptz, ADD updated_at timestamp, ADD other timestamptz;
      INSERT INTO inventory.customers VALUES (3, 'Fay', '2011-01-11 16:40:30.123456Z', '2011-01-11 16:40:30', '2011-01-11 16:40:30Z')`,
    begins: 'dbserver1',
    lines: [
      `dbserver1.inventory.customers: ${ANNE}`,
      `dbserver1.inventory.customers: ${BOB}`,
      `dbserver1.inventory.customers: {"id":3,"name":"Fay","created_at":"2011-01-11T22:10:30.123456+05:30","updated_at":1294744230000000,"other":"2011-01-11T16:40:30.000000Z"}`,
    ],
  },
  {
    what: 'the contents of logical messages',
    config: {
      ...tutorial,
      transforms: 'decodeLogicalDecodingMessageContent',
      'transforms.decodeLogicalDecodingMessageContent.type':
        'io.debezium.connector.postgresql.transforms.DecodeLogicalDecodingMessageContent',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'key.converter.schemas.enable': false,
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
    },
    write: `SELECT pg_logical_emit_message(false, 'test-prefix',
      '{"id": 1, "item": "Debezium in Action", "status": "ENTERED", "quantity": 2, "totalPrice": 39.98}')`,
    begins: 'dbserver1.message',
    lines: [
      'dbserver1.message: c {"id":1,"item":"Debezium in Action","status":"ENTERED","quantity":2,"totalPrice":39.98}',
    ],
  },
  {
    what: 'shards in one topic',
    config: {
      ...tutorial,
      transforms: 'Reroute',
      'transforms.Reroute.type': 'io.debezium.transforms.ByLogicalTableRouter',
      'transforms.Reroute.topic.regex': '(.*)customers_shard(.*)',
      'transforms.Reroute.topic.replacement': '$1customers_all_shards',
      'transforms.Reroute.key.field.name': 'shard_id',
      'transforms.Reroute.key.field.regex': '(.*)customers_shard(.*)',
      'transforms.Reroute.key.field.replacement': '$2',
    },
    write: 'INSERT INTO inventory.customers_shard1 VALUES (1); INSERT INTO inventory.customers_shard2 VALUES (1)',
    begins: 'dbserver1.inventory.customers_all_shards',
    lines: [
      'dbserver1.inventory.customers_all_shards: c {"id":1}',
      'dbserver1.inventory.customers_all_shards: c {"id":1}',
    ],
  },
];

/** Of the examples’ databases of orders. */
const orders = {
  ...postgres,
  'database.hostname': 'order-db',
  'database.user': 'postgresuser',
  'database.password': 'postgrespw',
  'database.dbname': 'orderdb',
} satisfies Published;

/** Further ones of Debezium’s examples, by their folders. */
export const POSTGRES_EXAMPLES: readonly PublishedCase[] = [
  {
    what: 'kstreams-live-update: slot and publication named, two tables',
    config: {
      name: 'inventory-connector',
      ...postgres,
      'database.password': 'debezium',
      'plugin.name': 'pgoutput',
      'slot.name': 'debezium',
      'publication.name': 'dbz_publication',
      'table.include.list': 'inventory.orders,inventory.categories',
    },
    tables: `CREATE TABLE inventory.orders (id int PRIMARY KEY); CREATE TABLE inventory.categories (id int PRIMARY KEY);
      INSERT INTO inventory.categories VALUES (1)`,
    write: `INSERT INTO inventory.orders VALUES (2); INSERT INTO inventory.customers VALUES (3, 'Tom')`,
    begins: 'dbserver1',
    lines: ['dbserver1.inventory.categories: r {"id":1}', 'dbserver1.inventory.orders: c {"id":2}'],
  },
  {
    what: 'machine-learning: rows without envelopes, with their schemas',
    config: {
      ...postgres,
      'topic.prefix': 'flink',
      'table.include.list': 'public.iris_.*',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'key.converter.schemas.enable': 'true',
      'value.converter.schemas.enable': 'true',
      transforms: 'unwrap',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
    },
    tables: `DROP TABLE IF EXISTS public.iris_train; CREATE TABLE public.iris_train (id int PRIMARY KEY, sepal float8, label text);
      INSERT INTO public.iris_train VALUES (1, 5.1, 'setosa')`,
    write: `INSERT INTO public.iris_train VALUES (2, 6.3, 'virginica')`,
    begins: 'flink',
    lines: [
      'flink.public.iris_train: {"id":1,"sepal":5.1,"label":"setosa"}',
      'flink.public.iris_train: {"id":2,"sepal":6.3,"label":"virginica"}',
    ],
  },
  {
    what: 'distributed-caching: tables by expressions, decimals as texts',
    config: {
      ...orders,
      'decimal.handling.mode': 'string',
      'schema.include.list': 'inventory',
      'table.include.list': '.*purchaseorder,.*orderline',
      'poll.interval.ms': '100',
    },
    tables: `CREATE TABLE inventory.purchaseorder (id int PRIMARY KEY);
      CREATE TABLE inventory.orderline (id int PRIMARY KEY, total numeric(10,2))`,
    write: `INSERT INTO inventory.purchaseorder VALUES (1); INSERT INTO inventory.orderline VALUES (7, 59.90)`,
    begins: 'dbserver1',
    lines: [
      'dbserver1.inventory.orderline: c {"id":7,"total":"59.90"}',
      'dbserver1.inventory.purchaseorder: c {"id":1}',
    ],
  },
  {
    what: 'saga: its state without envelopes, and no tombstones',
    config: {
      ...orders,
      'database.user': 'orderuser',
      'database.password': 'orderpw',
      'topic.prefix': 'dbserver4',
      'schema.include.list': 'purchaseorder',
      'table.include.list': 'purchaseorder.sagastate',
      'tombstones.on.delete': 'false',
      'slot.name': 'debezium2',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'key.converter.schemas.enable': 'false',
      'value.converter.schemas.enable': 'false',
      transforms: 'unwrap',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
      'poll.interval.ms': '100',
    },
    tables: `DROP SCHEMA IF EXISTS purchaseorder CASCADE; CREATE SCHEMA purchaseorder;
      CREATE TABLE purchaseorder.sagastate (id varchar(36) PRIMARY KEY, state jsonb, sagastatus varchar(255))`,
    write: `INSERT INTO purchaseorder.sagastate VALUES ('a', '{"order-id":1}', 'STARTED');
      UPDATE purchaseorder.sagastate SET sagastatus = 'COMPLETED'`,
    begins: 'dbserver4',
    lines: [
      'dbserver4.purchaseorder.sagastate: {"id":"a","state":"{\\"order-id\\": 1}","sagastatus":"STARTED"}',
      'dbserver4.purchaseorder.sagastate: {"id":"a","state":"{\\"order-id\\": 1}","sagastatus":"COMPLETED"}',
    ],
  },
  {
    what: 'db-activity-monitoring: keys that another database’s connector has',
    config: {
      ...postgres,
      'database.server.id': '184054',
      'schema.history.internal.kafka.bootstrap.servers': 'kafka:9092',
      'schema.history.internal.kafka.topic': 'schema-changes.inventory',
      'internal.advanced.metrics.enable': 'true',
      'table.include.list': 'public.inventory',
    },
    write: `INSERT INTO public.inventory VALUES (3)`,
    begins: 'dbserver1',
    lines: ['dbserver1.public.inventory: r {"id":1}', 'dbserver1.public.inventory: c {"id":3}'],
  },
];

/** Of the example postgres-failover-slots: its slot needs PostgreSQL 17. */
export const FAILOVER: PublishedCase = {
  what: 'postgres-failover-slots',
  config: {
    ...postgres,
    'database.hostname': 'pgbouncer',
    'database.user': 'user',
    'database.password': 'top-secret',
    'database.dbname': 'inventorydb',
    'schema.include.list': 'inventory',
    'plugin.name': 'pgoutput',
    'slot.failover': 'true',
    'snapshot.mode': 'when_needed',
  },
  write: CHANGE,
  begins: 'dbserver1',
  lines: [],
};

/** Of the example postgres-kafka-signal. */
export const SIGNALLED: Published = {
  ...postgres,
  'database.user': 'myuser',
  'database.password': 'mypassword',
  'topic.prefix': 'test',
  'table.include.list': 'public.characters',
  'signal.data.collection': 'public.debezium_signal',
  'signal.enabled.channels': 'source,kafka',
  'signal.kafka.topic': 'signal-topic',
  'signal.kafka.bootstrap.servers': 'broker:29092',
};

/** Of the tutorials and examples for MySQL and MariaDB. */
const mysql = {
  'connector.class': 'io.debezium.connector.mysql.MySqlConnector',
  'tasks.max': '1',
  'database.hostname': 'mysql',
  'database.port': '3306',
  'database.user': 'debezium',
  'database.password': 'dbz',
  'database.server.id': '184054',
  'topic.prefix': 'dbserver1',
  'database.include.list': 'inventory',
  'schema.history.internal.kafka.bootstrap.servers': 'kafka:9092',
  'schema.history.internal.kafka.topic': 'schema-changes.inventory',
} satisfies Published;

const MYSQL_CHANGE = `UPDATE customers SET name = 'Eve' WHERE id = 2; DELETE FROM customers WHERE id = 1`;

const TUTORIAL = {
  write: MYSQL_CHANGE,
  begins: 'dbserver1.',
  lines: [
    ...SNAPSHOT,
    `dbserver1.inventory.customers: u ${EVE}`,
    `dbserver1.inventory.customers: d ${ANNE}`,
    'dbserver1.inventory.customers: null',
  ],
};

/** Of the reference, which prints it once for both databases. */
const reference = (className: string): Published => ({
  'connector.class': `io.debezium.connector.${className}`,
  'database.hostname': '192.168.99.100',
  'database.port': '3306',
  'database.user': 'debezium-user',
  'database.password': 'debezium-user-pw',
  'database.server.id': '184054',
  'topic.prefix': 'fullfillment',
  'database.include.list': 'inventory',
  'schema.history.internal.kafka.bootstrap.servers': 'kafka:9092',
  'schema.history.internal.kafka.topic': 'schemahistory.fullfillment',
  'include.schema.changes': 'true',
});

const REFERENCE = {
  write: MYSQL_CHANGE,
  begins: 'fullfillment.',
  lines: TUTORIAL.lines.map((line) => line.replace('dbserver1', 'fullfillment')),
};

const { 'database.include.list': _databases, ...mysqlTables } = mysql;

export const BINLOG: ReadonlyArray<PublishedCase & { readonly on: 'mysql' | 'mariadb' }> = [
  { what: 'the tutorial', on: 'mysql', config: mysql, ...TUTORIAL },
  {
    what: 'the tutorial for MariaDB',
    on: 'mariadb',
    config: {
      ...mysql,
      'connector.class': 'io.debezium.connector.mariadb.MariaDbConnector',
      'database.hostname': 'mariadb',
    },
    ...TUTORIAL,
  },
  {
    what: 'secrets of a file',
    on: 'mysql',
    config: {
      ...mysql,
      'database.user': '${file:/secrets/mysql.properties:user}',
      'database.password': '${file:/secrets/mysql.properties:password}',
    },
    ...TUTORIAL,
  },
  { what: 'the example of the reference', on: 'mysql', config: reference('mysql.MySqlConnector'), ...REFERENCE },
  {
    what: 'the example of the reference for MariaDB',
    on: 'mariadb',
    config: reference('mariadb.MariaDbConnector'),
    ...REFERENCE,
  },
  {
    what: 'graphql: two tables, decimals as texts',
    on: 'mysql',
    config: {
      ...mysqlTables,
      'decimal.handling.mode': 'string',
      'table.include.list': 'inventory.orders,inventory.customers',
    },
    tables: 'CREATE TABLE orders (id int PRIMARY KEY, total decimal(10,2)); CREATE TABLE others (id int PRIMARY KEY)',
    write: 'INSERT INTO others VALUES (1); INSERT INTO orders VALUES (10, 59.90)',
    begins: 'dbserver1.',
    lines: [...SNAPSHOT, 'dbserver1.inventory.orders: c {"id":10,"total":"59.90"}'],
  },
  {
    what: 'kstreams: rows without envelopes, and tombstones',
    on: 'mysql',
    config: {
      ...mysqlTables,
      'table.include.list': 'inventory.customers,inventory.addresses',
      transforms: 'unwrap',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
      'transforms.unwrap.drop.tombstones': 'false',
    },
    write: MYSQL_CHANGE,
    begins: 'dbserver1.',
    lines: [
      `dbserver1.inventory.customers: ${ANNE}`,
      `dbserver1.inventory.customers: ${BOB}`,
      `dbserver1.inventory.customers: ${EVE}`,
      'dbserver1.inventory.customers: null',
    ],
  },
  {
    what: 'rows without envelopes, as Kafka Streams and ksqlDB take them',
    on: 'mysql',
    config: {
      ...mysql,
      transforms: 'unwrap',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'key.converter.schemas.enable': 'false',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
    },
    write: MYSQL_CHANGE,
    begins: 'dbserver1.',
    lines: [
      `dbserver1.inventory.customers: ${ANNE}`,
      `dbserver1.inventory.customers: ${BOB}`,
      `dbserver1.inventory.customers: ${EVE}`,
      'dbserver1.inventory.customers: null',
    ],
  },
];

/** Of the page on `SchemaChangeEventFilter`, in the tutorial. */
export const SCHEMA_CHANGES_FILTERED: Published = {
  ...mysql,
  transforms: 'filterTableDropAndTruncateEvent',
  'transforms.filterTableDropAndTruncateEvent.type': 'io.debezium.transforms.SchemaChangeEventFilter',
  'transforms.filterTableDropAndTruncateEvent.schema.change.event.exclude.list': 'DROP,TRUNCATE',
};

/** A source of one database and a sink of another, as the examples print them together. */
export const PAIRS = {
  'MySQL to PostgreSQL by Debezium’s sink': {
    source: {
      ...mysql,
      transforms: 'route',
      'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
      'transforms.route.regex': '([^.]+)\\.([^.]+)\\.([^.]+)',
      'transforms.route.replacement': '$3',
    },
    sink: {
      'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      topics: 'customers',
      'connection.url': 'jdbc:postgresql://postgres:5432/inventory',
      'connection.username': 'postgresuser',
      'connection.password': 'postgrespw',
      'insert.mode': 'upsert',
      'delete.enabled': 'true',
      'primary.key.mode': 'record_key',
      'primary.key.fields': 'id',
      'schema.evolution': 'basic',
    },
  },
  'the example of the sink’s reference': {
    source: {
      ...mysql,
      transforms: 'route',
      'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
      'transforms.route.regex': '([^.]+)\\.([^.]+)\\.([^.]+)',
      'transforms.route.replacement': '$3',
    },
    sink: {
      'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      'connection.url': 'jdbc:postgresql://localhost/db',
      'connection.username': 'pguser',
      'connection.password': 'pgpassword',
      'insert.mode': 'upsert',
      'delete.enabled': 'true',
      'primary.key.mode': 'record_key',
      'schema.evolution': 'basic',
      'use.time.zone': 'UTC',
      topics: 'orders',
    },
  },
  'Debezium’s sink with tables and columns named otherwise': {
    source: tutorial,
    sink: {
      'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      topics: 'dbserver1.inventory.customers',
      'connection.url': 'jdbc:postgresql://postgres:5432/inventory',
      'connection.username': 'postgresuser',
      'connection.password': 'postgrespw',
      'insert.mode': 'upsert',
      'delete.enabled': 'true',
      'primary.key.mode': 'record_key',
      'schema.evolution': 'basic',
      transforms: 'topic-uppercase,topic-lowercase',
      'transforms.topic-uppercase.type': 'io.debezium.connector.jdbc.transforms.CollectionNameTransformation',
      'transforms.topic-uppercase.collection.naming.style': 'upper_case',
      'transforms.topic-uppercase.collection.naming.prefix': 'ADT_',
      'transforms.topic-lowercase.type': 'io.debezium.connector.jdbc.transforms.FieldNameTransformation',
      'transforms.topic-lowercase.column.naming.style': 'lower_case',
      'transforms.topic-lowercase.column.naming.prefix': 'adt_',
    },
  },
  'PostgreSQL to MySQL by Debezium’s sink, tables named after the source': {
    source: {
      ...postgres,
      'table.include.list': 'public.pollentity, public.voteentity',
      transforms: 'reroute',
      'transforms.reroute.type': 'io.debezium.transforms.ByLogicalTableRouter',
      'transforms.reroute.topic.regex': 'dbserver1.public.(.*)',
      'transforms.reroute.topic.replacement': '$1',
    },
    sink: {
      'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      'connection.url': 'jdbc:mysql://mysql:3306/polls',
      'connection.username': 'mysqluser',
      'connection.password': 'mysqlpw',
      'insert.mode': 'upsert',
      'delete.enabled': 'true',
      'primary.key.mode': 'record_key',
      'schema.evolution': 'basic',
      'collection.name.format': '${source.table}',
      topics: 'voteentity, pollentity',
    },
  },
  'PostgreSQL to a table of another schema by Confluent’s sink': {
    source: tutorial,
    sink: {
      'connector.class': 'io.confluent.connect.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      topics: 'dbserver1.inventory.customers',
      'table.name.format': 'customers',
      'connection.url':
        'jdbc:postgresql://sink-db:5432/sinkdb?currentSchema=inventorysink&user=postgresusersink&password=postgrespw',
      transforms: 'unwrap',
      'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
      'transforms.unwrap.drop.tombstones': 'false',
      'auto.create': 'false',
      'insert.mode': 'upsert',
      'delete.enabled': 'true',
      'pk.fields': 'id',
      'pk.mode': 'record_key',
    },
  },
} satisfies Readonly<Record<string, { readonly source: Published; readonly sink: Published }>>;
