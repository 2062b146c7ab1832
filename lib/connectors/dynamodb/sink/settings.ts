import type { DynamodbSinkConfig } from './config.ts';
import { type KeyReference, parseKeyReference } from './key-reference.ts';

export interface SinkSettings {
  /** The hash key, and the sort key if there is one. */
  readonly keys: readonly KeyReference[];
  tableOf(topic: string): string;
  readonly createsTables: boolean;
  readonly offsetAttribute: string | null;
  readonly ttl: { readonly name: string; readonly seconds: number } | null;
  readonly nullValues: 'delete' | 'ignore' | 'fail';
  readonly maxRetryMs: number;
}

const orNull = (text: string): string | null => (text === '' ? null : text);

export const sinkSettings = (config: DynamodbSinkConfig): SinkSettings => {
  const references = [config['aws.dynamodb.pk.hash'], config['aws.dynamodb.pk.sort']].map(parseKeyReference);
  const seconds = config['aws.dynamodb.ttl.seconds'];
  const name = orNull(config['aws.dynamodb.ttl.attribute']);
  return {
    keys: references.filter((reference) => reference !== null),
    tableOf: (topic) => config['table.name.format'].replaceAll('${topic}', topic),
    createsTables: config['aws.dynamodb.table.create'],
    offsetAttribute: orNull(config['aws.dynamodb.offset.attribute']),
    ttl: name === null || seconds === null ? null : { name, seconds },
    nullValues: config['behavior.on.null.values'],
    maxRetryMs: config['aws.dynamodb.max.retry.time.seconds'] * 1000,
  };
};
