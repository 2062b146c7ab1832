import { PutObjectTaggingCommand, type S3Client } from '@aws-sdk/client-s3';
import { asError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { ObjectDescription } from '../object-store.ts';
import type { S3SinkConfig } from './config.ts';

const splitPair = (pair: string) => {
  const [Key = '', Value = ''] = pair.split(':');
  return { Key, Value };
};

/** Tags objects after they were stored, as the original does, so that tags that are refused can be done without. */
export const createTagging = (client: S3Client, config: S3SinkConfig, log: Logger) => {
  if (!config['s3.object.tagging']) return async () => {};
  const extra = config['s3.object.tagging.key.value.pairs'].map(splitPair);
  return async ({ key, firstOffset, lastOffset, recordCount }: ObjectDescription): Promise<void> => {
    const TagSet = [
      { Key: 'startOffset', Value: String(firstOffset) },
      { Key: 'endOffset', Value: String(lastOffset) },
      { Key: 'recordCount', Value: String(recordCount) },
      ...extra,
    ];
    try {
      await client.send(
        new PutObjectTaggingCommand({ Bucket: config['s3.bucket.name'], Key: key, Tagging: { TagSet } }),
      );
    } catch (error) {
      if (config['s3.object.behavior.on.tagging.error'] === 'fail') throw error;
      log.warn(`Unable to tag S3 object ${key}. Ignoring.`, { cause: asError(error).message });
    }
  };
};
