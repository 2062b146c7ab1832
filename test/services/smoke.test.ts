import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Kafka, logLevel } from 'kafkajs';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { expect, inject, it } from 'vitest';
import type { AwsConnection } from './aws-connection.ts';
import { createMySQLDatabase } from './mysql/create-database.ts';
import { createPostgresDatabase } from './postgres/create-database.ts';
import { createBucket } from './s3/create-bucket.ts';

const unique = (prefix: string) => `${prefix}-${randomUUID().slice(0, 8)}`;

it('Kafka keeps a record, compressed with each codec', async () => {
  const kafka = new Kafka({ brokers: inject('kafka').bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  for (const codec of ['gzip', 'snappy', 'lz4', 'zstd']) {
    const topic = unique(codec);
    // The broker compresses: a client needs no codec to show that the broker has its native library.
    const configEntries = [{ name: 'compression.type', value: codec }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] });
    await producer.send({ topic, messages: [{ value: codec.repeat(100) }] });
    expect(await admin.fetchTopicOffsets(topic)).toMatchObject([{ partition: 0, low: '0', high: '1' }]);
  }
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});

it('Kafka delivers what was produced, to a group', async () => {
  const kafka = new Kafka({ brokers: inject('kafka').bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const topic = unique('topic');
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ key: 'k', value: 'v' }] });
  const consumer = kafka.consumer({ groupId: unique('group') });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const value = new Promise((resolve) => {
    consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString()) }).catch(resolve);
  });
  expect(await value).toBe('v');
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
});

it('PostgreSQL decodes logically', async () => {
  const { url } = await createPostgresDatabase(inject('postgres'), unique('database'));
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_setting('wal_level') AS level, current_setting('timezone') AS zone`,
  );
  expect(rows).toEqual([{ level: 'logical', zone: 'UTC' }]);
  await client.end();
});

it.each(['mysql', 'mariadb'] as const)('%s writes row-based binary logs', async (name) => {
  const { url } = await createMySQLDatabase(inject(name), unique('database'));
  const client = await mysql.createConnection(url);
  const [rows] = await client.query(
    'SELECT @@binlog_format AS format, @@binlog_row_metadata AS metadata, @@log_bin AS log',
  );
  expect(rows).toEqual([{ format: 'ROW', metadata: 'FULL', log: 1 }]);
  await client.end();
});

it('S3 refuses what its conditions forbid', async () => {
  const connection = inject('s3');
  const bucket = unique('bucket');
  await createBucket(connection, bucket);
  const s3 = new S3Client({ ...awsClientConfig(connection), forcePathStyle: true });
  const put = (conditions: { readonly IfNoneMatch?: string; readonly IfMatch?: string }) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'a/b', Body: 'x', Metadata: { offset: '7' }, ...conditions }));
  await put({ IfNoneMatch: '*' });
  const { ETag = '', Metadata } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a/b' }));
  expect(Metadata).toEqual({ offset: '7' });
  await put({ IfMatch: ETag });
  const refused = { $metadata: { httpStatusCode: 412 } };
  await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject(refused);
  await expect(put({ IfMatch: '"0"' })).rejects.toMatchObject(refused);
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'a/' }));
  expect(Contents).toMatchObject([{ Key: 'a/b', Size: 1 }]);
});

it('DynamoDB writes all of a transaction or nothing, and streams it', async () => {
  const { client, TableName, StreamArn } = await createStreamedTable();
  const put = (id: string) => ({
    Put: { TableName, Item: { id: { S: id } }, ConditionExpression: 'attribute_not_exists(id)' },
  });
  const write = (...ids: string[]) => client.send(new TransactWriteItemsCommand({ TransactItems: ids.map(put) }));
  await write('a', 'b');
  await expect(write('c', 'a')).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  const records = await readStream(StreamArn);
  expect(records.map((record) => record.dynamodb?.NewImage?.id?.S).sort()).toEqual(['a', 'b']);
});

async function createStreamedTable() {
  const client = new DynamoDBClient(awsClientConfig(inject('dynamodb')));
  const TableName = unique('table');
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return { client, TableName, StreamArn: TableDescription?.LatestStreamArn };
}

async function readStream(StreamArn: string | undefined) {
  const streams = new DynamoDBStreamsClient(awsClientConfig(inject('dynamodb')));
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  const { ShardIterator } = await streams.send(start);
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  return Records;
}

function awsClientConfig({ endpoint, region, ...credentials }: AwsConnection) {
  return { endpoint, region, credentials };
}
