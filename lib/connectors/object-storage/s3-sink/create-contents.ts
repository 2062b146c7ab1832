import { type FileContents, headerContents, keyContents, valueContents } from '../file-contents.ts';
import { JSON_FORMAT, PARQUET_FORMAT } from './class-names.ts';
import type { S3SinkConfig } from './config.ts';
import { createFormat } from './create-format.ts';

const ENVELOPED = [JSON_FORMAT, PARQUET_FORMAT];

export interface Contents {
  readonly values: FileContents;
  /** Files of keys and headers, as configured. */
  readonly others: readonly FileContents[];
}

/** `separator` is `format.bytearray.separator` as written: parsing trims values, and blanks count here. */
export const createContents = async (config: S3SinkConfig, separator: string | undefined): Promise<Contents> => {
  const others: FileContents[] = [];
  if (config['store.kafka.keys'])
    others.push(keyContents(await createFormat(config['keys.format.class'], config, separator)));
  if (config['store.kafka.headers']) {
    const className = config['headers.format.class'];
    const format = await createFormat(className, config, separator);
    others.push(headerContents(format, ENVELOPED.includes(className)));
  }
  return { values: valueContents(await createFormat(config['format.class'], config, separator)), others };
};
