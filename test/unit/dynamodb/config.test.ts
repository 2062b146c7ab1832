import { describe, expect, it } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { dynamodbSinkConfig } from '../../../lib/connectors/dynamodb/sink/config.ts';
import { dynamodbSink } from '../../../lib/connectors/dynamodb/sink/connector.ts';

/** As the herder: across keys only once each of them is right. */
const messages = (raw: RawConfig): readonly string[] => {
  const ofKeys = validateConfig(dynamodbSinkConfig, raw).flatMap(({ errors }) => errors);
  return ofKeys.length > 0 ? ofKeys : dynamodbSink.validate(raw).map(({ key, message }) => `${key}: ${message}`);
};

/** As users of Confluent's connector print them, but for regions. */
const PUBLISHED: Readonly<Record<string, RawConfig>> = {
  'by a field of the value, flattened, on MSK': {
    'connector.class': 'io.confluent.connect.aws.dynamodb.DynamoDbSinkConnector',
    'tasks.max': '1',
    topics: 'orders',
    'aws.dynamodb.region': 'us-east-1',
    'aws.dynamodb.endpoint': 'https://dynamodb.us-east-1.amazonaws.com',
    'aws.dynamodb.pk.hash': 'value.orderid',
    'aws.dynamodb.pk.sort': '',
    'table.name.format': 'kafka_${topic}',
    transforms: 'flatten',
    'transforms.flatten.type': 'org.apache.kafka.connect.transforms.Flatten$Value',
    'transforms.flatten.delimiter': '_',
    'confluent.topic.bootstrap.servers': 'broker:9098',
    'confluent.topic.security.protocol': 'SASL_SSL',
  },
  'by two fields': {
    'connector.class': 'io.confluent.connect.aws.dynamodb.DynamoDbSinkConnector',
    'tasks.max': '2',
    topics: 'salesdb.salesdb.SALES_ORDER',
    'aws.dynamodb.region': 'us-east-1',
    'aws.dynamodb.pk.hash': 'value.ORDER_ID',
    'aws.dynamodb.pk.sort': 'value.SITE_ID',
    'table.name.format': 'kafka_${topic}',
  },
  'by partition and offset': {
    'connector.class': 'io.confluent.connect.aws.dynamodb.DynamoDbSinkConnector',
    topics: 'dynamodb-topic',
    'aws.dynamodb.region': 'us-west-2',
    'aws.dynamodb.endpoint': 'https://dynamodb.us-west-2.amazonaws.com',
    'confluent.topic.replication.factor': '1',
  },
};

describe('configurations as they are published', () => {
  it.each(Object.entries(PUBLISHED))('%s are taken', (_what, raw) => expect(messages(raw)).toEqual([]));
});

describe('what cannot work is refused', () => {
  it.each([
    [{ 'aws.dynamodb.pk.hash': 'topic' }, 'expected partition, offset, key'],
    [{ 'aws.dynamodb.pk.hash': '' }, 'must be given'],
    [{ 'aws.dynamodb.pk.hash': 'key.id', 'aws.dynamodb.pk.sort': 'value.id' }, 'would both be the attribute id'],
    [{ 'aws.dynamodb.ttl.seconds': '5' }, 'go together'],
    [{ 'aws.access.key.id': 'a' }, 'go together'],
    [{ 'aws.dynamodb.offset.attribute': 'partition' }, 'need different names'],
    [{ 'aws.dynamodb.proxy.url': 'http://p' }, 'proxies are not supported'],
    [{ 'aws.dynamodb.credentials.provider.class': 'my.Own' }, 'aws.dynamodb.credentials.provider.class'],
  ])('%j', (raw: RawConfig, message) => expect(messages(raw).join('\n')).toContain(message));
});
