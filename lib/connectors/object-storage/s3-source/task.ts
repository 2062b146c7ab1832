import { defineSourceTask } from '../../../config/define-task.ts';
import { accessKeyOf } from '../s3-sink/access-key.ts';
import { createS3Client } from '../s3-sink/s3-client.ts';
import { backupNames } from './backup-names.ts';
import { type S3SourceConfig, s3SourceConfig } from './config.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { createFolderShare } from './folder-share.ts';
import { genericNames } from './generic-names.ts';
import { usesPathStyle } from './path-style.ts';
import { type Reading, startReading } from './reading.ts';
import { createReadingOptions } from './reading-options.ts';
import { createS3Objects } from './s3-objects.ts';
import { createSourcePartitions } from './source-partitions.ts';

const namesOf = (config: S3SourceConfig) =>
  config.mode === 'GENERIC' ? genericNames(config['topic.regex.list']) : backupNames(config);

const customerKeyOf = (config: S3SourceConfig) => {
  const key = config['s3.sse.customer.key'].value();
  return key === '' ? {} : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: key };
};

/** Reads one object after the other, a few records at each poll. */
export const s3SourceTask = defineSourceTask(s3SourceConfig, async (config, context) => {
  const { 's3.bucket.name': bucket, 'topics.dir': directory, 'directory.delim': delimiter } = config;
  const root = directory === '' ? '' : `${directory}${delimiter}`;
  const client = createS3Client({
    ...config,
    ...accessKeyOf(config),
    's3.path.style.access.enabled': usesPathStyle(config),
  });
  const changedSince = config['file.discovery.starting.timestamp'];
  const customerKey = customerKeyOf(config);
  const objects = createS3Objects(client, bucket, { delimiter, changedSince, customerKey });
  const find = {
    objects,
    names: namesOf(config),
    partitions: createSourcePartitions(bucket, context.offsetStorageReader),
    root,
    // The sink's unfinished files.
    without: `${root}+tmp${delimiter}`,
    isOwn: createFolderShare(config['folders.share']),
  };
  const reading = await createReadingOptions(config, context, objects);
  let files: AsyncGenerator<FoundFile> | null = null;
  let current: Reading | null = null;
  let looksAgainAt = 0;

  const nextFile = async (): Promise<Reading | null> => {
    if (files === null && Date.now() < looksAgainAt) return null;
    files ??= findFiles(find);
    try {
      const { done, value } = await files.next();
      if (!done) return startReading(value, reading);
    } catch (error) {
      files = null;
      throw error;
    }
    files = null;
    looksAgainAt = Date.now() + config['s3.poll.interval.ms'];
    return null;
  };

  return {
    poll: async (signal) => {
      while (!signal.aborted) {
        current ??= await nextFile();
        if (current === null) return null;
        const records = await current.next(config['record.batch.max.size']);
        if (current.isDone()) {
          await current.close();
          current = null;
        }
        if (records.length > 0) return records;
      }
      return null;
    },
    stop: async () => {
      await current?.close();
      objects.close();
    },
  };
});
