import { describe, expect, it } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { dynamodbSinkConfig } from '../../../lib/connectors/dynamodb/sink/config.ts';
import { dynamodbSink } from '../../../lib/connectors/dynamodb/sink/connector.ts';
import { PUBLISHED } from './published.ts';

/** As the herder: across keys only once each of them is right. */
const messages = (raw: RawConfig): readonly string[] => {
  const ofKeys = validateConfig(dynamodbSinkConfig, raw).flatMap(({ errors }) => errors);
  return ofKeys.length > 0 ? ofKeys : dynamodbSink.validate(raw).map(({ key, message }) => `${key}: ${message}`);
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
