import type { SourceTaskContext } from '../../../connect/source-task.ts';
import type { S3SourceConfig } from './config.ts';
import { createReaders } from './create-readers.ts';
import { fileHeaders } from './file-headers.ts';
import type { ReadingOptions } from './reading.ts';
import type { S3Objects } from './s3-objects.ts';

/** How the files of a configuration are read. */
export const createReadingOptions = async (
  config: S3SourceConfig,
  { configs, connector, log }: SourceTaskContext,
  objects: S3Objects,
): Promise<ReadingOptions> => {
  const onError = config['behavior.on.error'].toLowerCase();
  const hasFileHeaders = config.mode === 'GENERIC' && config['file.metadata.headers.enable'];
  return {
    objects,
    readers: await createReaders(config, configs['format.bytearray.separator']),
    ignoresErrors: onError !== 'fail',
    errorTopic: onError === 'log' ? `${config['parse.error.topic.prefix']}-${connector}` : null,
    skipsGone: config['s3.event.queue.url'] !== '',
    ...(hasFileHeaders && { headersOf: (key: string) => fileHeaders(objects, key, config['directory.delim']) }),
    log,
  };
};
