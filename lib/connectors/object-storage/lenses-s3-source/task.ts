import { defineSourceTask } from '../../../config/define-task.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import type { SourceTaskContext } from '../../../connect/source-task.ts';
import { clientConfigOf } from '../lenses/connection.ts';
import { createListing } from '../read/listing.ts';
import { createS3Client } from '../s3-sink/s3-client.ts';
import { type FoundFile, findFiles } from '../s3-source/find-files.ts';
import { createFolderShare } from '../s3-source/folder-share.ts';
import { type Reading, startReading } from '../s3-source/reading.ts';
import { createS3Objects, type S3Objects } from '../s3-source/s3-objects.ts';
import { createSourcePartitions } from '../s3-source/source-partitions.ts';
import { type LensesS3SourceConfig, lensesS3SourceConfig } from './config.ts';
import { lensesNames } from './names.ts';
import { createLensesReaders } from './readers.ts';
import { type SourceStatement, sourceStatements } from './statement.ts';
import { unwrapLenses } from './unwrap.ts';

/** A file being read, of one statement. */
interface Running {
  readonly reading: Reading;
  next(): Promise<readonly SourceRecord[]>;
}

/** What one statement is about. */
interface Source {
  find(): AsyncGenerator<FoundFile>;
  start(file: FoundFile): Running;
  close(): void;
}

const withoutFolders = (objects: S3Objects, excludes: readonly string[]): S3Objects => ({
  ...objects,
  list: async function* (folder) {
    for await (const page of objects.list(folder))
      yield { ...page, folders: page.folders.filter((name) => !excludes.some((text) => name.includes(text))) };
  },
});

const createSource = async (
  statement: SourceStatement,
  config: LensesS3SourceConfig,
  { offsetStorageReader, log }: SourceTaskContext,
): Promise<Source> => {
  const { bucket, prefix, limit, isEnveloped, format } = statement;
  const client = createS3Client(clientConfigOf(config));
  const all = createS3Objects(client, bucket, { delimiter: '/', changedSince: 0, customerKey: {} });
  const objects = withoutFolders(all, config['connect.s3.source.partition.search.excludes']);
  const readers = await createLensesReaders(statement);
  const unwrap = unwrapLenses(format === 'json');
  const options = {
    objects,
    names: lensesNames(statement, config),
    partitions: createSourcePartitions(bucket, offsetStorageReader),
    root: prefix,
    without: '',
    isOwn: createFolderShare(config['folders.share']),
  };
  return {
    find: () => findFiles(options),
    start: (file) => {
      const reading = startReading(file, { objects, readers, ignoresErrors: false, log });
      const read = () => reading.next(limit);
      return { reading, next: isEnveloped ? async () => (await read()).map(unwrap) : read };
    },
    close: () => objects.close(),
  };
};

/** The files of all sources, one after the other. */
async function* filesOf(sources: readonly Source[]): AsyncGenerator<Running> {
  for (const source of sources) for await (const file of source.find()) yield source.start(file);
}

/** Follows Lenses' `S3SourceTask`, on the parts of the other S3 source. */
export const lensesS3SourceTask = defineSourceTask(lensesS3SourceConfig, async (config, context) => {
  const statements = sourceStatements(config['connect.s3.kcql']);
  const sources = await Promise.all(statements.map((statement) => createSource(statement, config, context)));
  const files = createListing({
    list: () => filesOf(sources),
    pauseMs: config['connect.s3.source.empty.results.backoff.max.delay'],
    now: Date.now,
  });
  let current: Running | null = null;

  return {
    poll: async (signal) => {
      while (!signal.aborted) {
        current ??= await files.next();
        if (current === null) return null;
        const records = await current.next();
        if (current.reading.isDone()) {
          await current.reading.close();
          current = null;
        }
        if (records.length > 0) return records;
      }
      return null;
    },
    stop: async () => {
      await current?.reading.close();
      for (const source of sources) source.close();
    },
  };
});
