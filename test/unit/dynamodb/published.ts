/** As users of Confluent's connector print them, but for regions. */
export const PUBLISHED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
