import { defineSourceTask } from '../../../config/define-task.ts';
import { accessKeyOf } from '../s3-sink/access-key.ts';
import { assumedRoleOf } from '../s3-sink/role-config.ts';
import { createS3Client } from '../s3-sink/s3-client.ts';
import { type S3SourceConfig, s3SourceConfig } from './config.ts';
import { createFinder } from './create-finder.ts';
import { usesPathStyle } from './path-style.ts';
import { type Reading, startReading } from './reading.ts';
import { createReadingOptions } from './reading-options.ts';
import { createS3Objects } from './s3-objects.ts';

const customerKeyOf = (config: S3SourceConfig) => {
  const key = config['s3.sse.customer.key'].value();
  return key === '' ? {} : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: key };
};

const createObjects = (config: S3SourceConfig) => {
  const client = createS3Client({
    ...config,
    ...accessKeyOf(config),
    assumedRole: assumedRoleOf(config),
    's3.path.style.access.enabled': usesPathStyle(config),
  });
  return createS3Objects(client, config['s3.bucket.name'], {
    delimiter: config['directory.delim'],
    changedSince: config['file.discovery.starting.timestamp'],
    customerKey: customerKeyOf(config),
  });
};

/** Reads one object after the other, a few records at each poll. */
export const s3SourceTask = defineSourceTask(s3SourceConfig, async (config, context) => {
  const objects = createObjects(config);
  const finder = await createFinder(config, context, objects);
  const reading = await createReadingOptions(config, context, objects);
  let current: Reading | null = null;

  const nextFile = async (signal: AbortSignal): Promise<Reading | null> => {
    const found = await finder.next(signal);
    return found && startReading(found, reading);
  };

  return {
    poll: async (signal) => {
      while (!signal.aborted) {
        await finder.keep?.();
        current ??= await nextFile(signal);
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
    updateOffsets: (acknowledged) => {
      finder.storing?.(acknowledged);
      return [];
    },
    commit: async () => finder.stored?.(),
    stop: async () => {
      await current?.close();
      await finder.close?.();
      objects.close();
    },
  };
});
