import type { SourceTaskContext } from '../../../connect/source-task.ts';
import { createListing } from '../read/listing.ts';
import { accessKeyOf } from '../s3-sink/access-key.ts';
import { backupNames } from './backup-names.ts';
import type { S3SourceConfig } from './config.ts';
import type { FileFinder } from './file-finder.ts';
import { findFiles } from './find-files.ts';
import { createFolderShare } from './folder-share.ts';
import { genericNames } from './generic-names.ts';
import type { S3Objects } from './s3-objects.ts';
import { createSourcePartitions } from './source-partitions.ts';

const namesOf = (config: S3SourceConfig) =>
  config.mode === 'GENERIC' ? genericNames(config['topic.regex.list']) : backupNames(config);

const placesOf = ({ 'topics.dir': directory, 'directory.delim': delimiter }: S3SourceConfig) => {
  const root = directory === '' ? '' : `${directory}${delimiter}`;
  // The sink's unfinished files.
  return { root, without: `${root}+tmp${delimiter}` };
};

/** Loads the client of SQS only where there is a queue. */
const createFromQueue = async (config: S3SourceConfig, context: SourceTaskContext): Promise<FileFinder> => {
  const { createEventQueue } = await import('./events/event-queue.ts');
  const { createEventFiles } = await import('./events/event-files.ts');
  const visibilitySeconds = config['s3.event.visibility.timeout.seconds'];
  return createEventFiles({
    ...placesOf(config),
    queue: createEventQueue({
      url: config['s3.event.queue.url'],
      region: config['s3.region'],
      retries: config['s3.part.retries'],
      accessKey: accessKeyOf(config),
      visibilitySeconds,
    }),
    bucket: config['s3.bucket.name'],
    names: namesOf(config),
    changedSince: config['file.discovery.starting.timestamp'],
    visibilitySeconds,
    offsets: context.offsetStorageReader,
    log: context.log,
    now: Date.now,
  });
};

/** By events where there is a queue, else by listing. */
export const createFinder = async (
  config: S3SourceConfig,
  context: SourceTaskContext,
  objects: S3Objects,
): Promise<FileFinder> => {
  if (config['s3.event.queue.url'] !== '') return createFromQueue(config, context);
  const options = {
    ...placesOf(config),
    objects,
    names: namesOf(config),
    partitions: createSourcePartitions(config['s3.bucket.name'], context.offsetStorageReader),
    isOwn: createFolderShare(config['folders.share']),
  };
  return createListing({ list: () => findFiles(options), pauseMs: config['s3.poll.interval.ms'], now: Date.now });
};
