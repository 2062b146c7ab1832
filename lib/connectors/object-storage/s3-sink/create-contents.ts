import type { RawConfig } from '../../../connect/connector.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { schemaTypeOf } from '../backup/schema-type.ts';
import { createRecordWrapper } from '../backup/wrap-record.ts';
import { type FileContents, headerContents, keyContents, valueContents } from '../file-contents.ts';
import { BACKUP, JSON_FORMAT, PARQUET_FORMAT } from './class-names.ts';
import type { S3SinkConfig } from './config.ts';
import { createFormat } from './create-format.ts';

const ENVELOPED = [JSON_FORMAT, PARQUET_FORMAT];

export interface Contents {
  readonly objectsPerFile: number;
  /** What the objects of a file hold that begins with the record. */
  of(record: SinkRecord): readonly FileContents[];
}

/** `separator` is `format.bytearray.separator` as written: parsing trims values, and blanks count here. */
const besideValues = async (config: S3SinkConfig, separator?: string): Promise<readonly FileContents[]> => {
  const others: FileContents[] = [];
  if (config['store.kafka.keys'])
    others.push(keyContents(await createFormat(config['keys.format.class'], config, separator)));
  if (config['store.kafka.headers']) {
    const className = config['headers.format.class'];
    const format = await createFormat(className, config, separator);
    others.push(headerContents(format, ENVELOPED.includes(className)));
  }
  return others;
};

const wholeRecords = async (config: S3SinkConfig, raw: RawConfig): Promise<Contents> => {
  const format = await createFormat(config['format.class'], config, undefined);
  const types = { key: schemaTypeOf(raw, 'key.converter'), value: schemaTypeOf(raw, 'value.converter') };
  const contents = [{ format, suffix: '', select: createRecordWrapper(types) }];
  return { objectsPerFile: 1, of: () => contents };
};

export const createContents = async (config: S3SinkConfig, raw: RawConfig): Promise<Contents> => {
  if (config.mode === BACKUP) return wholeRecords(config, raw);
  const separator = raw['format.bytearray.separator'];
  const others = await besideValues(config, separator);
  const all = [valueContents(await createFormat(config['format.class'], config, separator)), ...others];
  // Of tombstones there are no values.
  return { objectsPerFile: all.length, of: ({ value }) => (value === null ? others : all) };
};
