import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, nonEmptyString, oneOf, oneOfIgnoringCase } from '../../../config/validators.ts';
import { keyReference, notSupported } from './validators.ts';

const group = 'DynamoDB Parameters';
const own = { group, internal: true } as const;

/** The keys of Confluent's DynamoDbSinkConnector, and some that it does not have: those are only listed where they are used. */
export const dynamodbSinkConfig = defineConfig({
  'aws.dynamodb.pk.hash': {
    type: 'STRING',
    default: 'partition',
    validator: keyReference,
    importance: 'HIGH',
    documentation:
      'What the hash key is: partition, offset, key, key.field, value or value.field, behind a colon the attribute’s name, which is the last of these words by default.',
    group,
    width: 'LONG',
    displayName: 'DynamoDB Hash Key',
  },
  'aws.dynamodb.pk.sort': {
    type: 'STRING',
    default: 'offset',
    validator: keyReference,
    importance: 'HIGH',
    documentation: 'The same of the sort key; empty for none.',
    group,
    width: 'LONG',
    displayName: 'DynamoDB Sort Key',
  },
  'aws.dynamodb.region': {
    type: 'STRING',
    default: 'us-west-2',
    validator: nonEmptyString,
    importance: 'HIGH',
    documentation: 'AWS region of the tables.',
    group,
    width: 'MEDIUM',
    displayName: 'AWS region',
  },
  'aws.dynamodb.endpoint': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'Address of DynamoDB; that of the region by default.',
    group,
    width: 'LONG',
    displayName: 'AWS DynamoDB Endpoint',
  },
  'aws.dynamodb.credentials.provider.class': {
    type: 'CLASS',
    default: 'com.amazonaws.auth.DefaultAWSCredentialsProviderChain',
    validator: oneOf(
      'com.amazonaws.auth.DefaultAWSCredentialsProviderChain',
      'software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider',
    ),
    importance: 'LOW',
    documentation: "Where credentials come from: the default chain, which begins with the function's own role.",
    group,
  },
  'aws.access.key.id': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: "Access key to use instead of the function's own role; needs aws.secret.access.key.",
    group,
  },
  'aws.secret.access.key': {
    type: 'PASSWORD',
    default: '',
    importance: 'HIGH',
    documentation: 'Secret of the access key.',
    group,
  },
  'aws.dynamodb.max.retry.time.seconds': {
    type: 'LONG',
    default: 5,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long writes that DynamoDB does not take yet are repeated before the batch is given back.',
    group,
  },
  'aws.dynamodb.proxy.url': {
    type: 'STRING',
    default: '',
    validator: notSupported('proxies are not supported'),
    importance: 'LOW',
    documentation: 'Not supported.',
    group,
  },
  'aws.dynamodb.proxy.user': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'For a proxy.',
    group,
    ignored: 'there is no proxy',
  },
  'aws.dynamodb.proxy.password': {
    type: 'PASSWORD',
    default: '',
    importance: 'LOW',
    documentation: 'For a proxy.',
    group,
    ignored: 'there is no proxy',
  },
  'table.name.format': {
    type: 'STRING',
    default: '${topic}',
    validator: nonEmptyString,
    importance: 'HIGH',
    documentation: 'Name of the table, ${topic} standing for the topic.',
    group,
    width: 'LONG',
    displayName: 'Table Name Format',
  },
  'aws.dynamodb.table.create': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether missing tables are created, paid by request.',
    ...own,
  },
  'aws.dynamodb.offset.attribute': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Name of an attribute that keeps the record’s place. An item is then only written or deleted if none of a later offset of the same partition is there, so that records which come late or again never replace newer ones. It takes a request for each record instead of one for 25. An item that was deleted is forgotten: a late record makes it anew.',
    ...own,
  },
  'aws.dynamodb.ttl.attribute': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Name of an attribute by which DynamoDB lets items expire: the record’s timestamp in seconds, plus aws.dynamodb.ttl.seconds.',
    ...own,
  },
  'aws.dynamodb.ttl.seconds': {
    type: 'LONG',
    default: null,
    validator: atLeast(1),
    importance: 'MEDIUM',
    documentation: 'How long items live, counted from their records’ timestamps.',
    ...own,
  },
  'behavior.on.null.values': {
    type: 'STRING',
    default: 'delete',
    validator: oneOfIgnoringCase('delete', 'ignore', 'fail'),
    importance: 'MEDIUM',
    documentation:
      'What a record without a value does: it deletes the item of its key, nothing, or it fails. It can only delete where the table’s keys are the record’s key, or parts of it.',
    ...own,
  },
});

export type DynamodbSinkConfig = ConfigOf<typeof dynamodbSinkConfig>;
