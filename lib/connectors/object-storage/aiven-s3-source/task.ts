import { defineSourceTask } from '../../../config/define-task.ts';
import { connectionOf } from '../aiven-s3-sink/connection.ts';
import { createListing } from '../read/listing.ts';
import { createS3Client } from '../s3-sink/s3-client.ts';
import { createS3Objects } from '../s3-source/s3-objects.ts';
import { aivenS3SourceConfig } from './config.ts';
import { createReader } from './create-reader.ts';
import { createDistribution } from './distribution.ts';
import { createDoneKeys } from './done-keys.ts';
import { type FindOptions, findObjects } from './find-objects.ts';
import { listObjects } from './list-objects.ts';
import { parseSourceTemplate } from './object-names.ts';
import { type Reading, type ReadingOptions, startReading } from './reading.ts';

/** Follows Aiven's `S3SourceTask`: reads one object after the other, a few records at each poll. */
export const aivenS3SourceTask = defineSourceTask(aivenS3SourceConfig, async (config, context) => {
  const { bucket, client: clientConfig } = connectionOf(config);
  const read = await createReader(config);
  const client = createS3Client(clientConfig);
  const objects = createS3Objects(client, bucket, { delimiter: '/', changedSince: 0, customerKey: {} });
  const done = createDoneKeys(Math.max(1, config['aws.s3.fetch.buffer.size'] ?? config['ring.buffer.size']));
  const prefix = config['aws.s3.prefix'] || config.aws_s3_prefix;
  const find: FindOptions = {
    bucket,
    startKey: config['native.start.key'],
    done,
    offsets: context.offsetStorageReader,
    list: (after) => listObjects({ client, bucket, prefix }, after),
    nameOf: parseSourceTemplate(config['file.name.template']),
    isOwn: createDistribution(config['distribution.type'], config['objects.share']),
  };
  const reading: ReadingOptions = {
    bucket,
    topic: config.topic,
    objects,
    read,
    hasKeySchema: config['input.format'] === 'avro',
    ignoresErrors: context.configs['errors.tolerance']?.toLowerCase() === 'all',
    log: context.log,
  };
  const found = createListing({ list: () => findObjects(find), pauseMs: config['poll.interval.ms'], now: Date.now });
  let current: { readonly key: string; readonly reading: Reading } | null = null;

  const nextObject = async (): Promise<typeof current> => {
    const object = await found.next();
    return object && { key: object.key, reading: startReading(object, reading) };
  };

  return {
    poll: async (signal) => {
      while (!signal.aborted) {
        current ??= await nextObject();
        if (current === null) return null;
        const records = await current.reading.next(config['max.poll.records']);
        if (current.reading.isDone()) {
          await current.reading.close();
          done.add(current.key);
          current = null;
        }
        if (records.length > 0) return records;
      }
      return null;
    },
    stop: async () => {
      await current?.reading.close();
      objects.close();
    },
  };
});
