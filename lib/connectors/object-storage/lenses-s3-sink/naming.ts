import type { SinkRecord } from '../../../connect/record.ts';
import type { FileSoFar, GrowingFile } from '../growing-file.ts';
import type { Location } from '../lenses/statement-parts.ts';
import type { PartitionField } from './partition-fields.ts';
import type { SinkStatement } from './statement.ts';

/** How files are called: by the last of their records, so that who reads them on knows where they end. */
export interface LensesNaming {
  /** All that comes before the name of the file, by which records are spread. */
  directoryOf(record: SinkRecord): string;
  /** What of a name is known when a file begins. */
  begin(directory: string, record: SinkRecord): string;
  /** The whole name, without an extension. */
  complete(file: FileSoFar): string;
}

/** What a record without a timestamp has in a name. */
const NO_TIME = -1;

const directory = (field: PartitionField, record: SinkRecord, { pad, showsNames }: SinkStatement): string => {
  const text = field.of(record);
  const value = field.name === 'partition' ? pad('partition', text) : text;
  return showsNames ? `${field.name}=${value}` : value;
};

/**
 * `<prefix>/<topic>/<partition>/<offset>_<earliest>_<latest>`, or `<prefix>/<field>=<value>/<topic>(<partition>_<offset>)` with
 * PARTITIONBY; follows `CloudKeyNamer`, `OffsetFileNamer` and `TopicPartitionOffsetFileNamer`.
 */
export const createNaming = (statement: SinkStatement & Location): LensesNaming => {
  const { prefix, partitionBy, isCustom, pad, suffix } = statement;
  return {
    // Without a partition there is no directory; the original's has no name, which makes keys with two slashes.
    directoryOf: (record) =>
      `${prefix}${partitionBy.map((field) => `${directory(field, record, statement)}/`).join('')}`,
    begin: (begun, { topic, kafkaPartition }) =>
      isCustom ? `${begun}${topic}(${pad('partition', String(kafkaPartition))}_` : begun,
    complete: ({ name, lastOffset, earliestMs = NO_TIME, latestMs = NO_TIME }) => {
      const offset = pad('offset', String(lastOffset));
      return isCustom ? `${name}${offset})${suffix}` : `${name}${offset}_${earliestMs}_${latestMs}${suffix}`;
    },
  };
};

/** A file that knows the times of its records. */
export const withTimes = (file: GrowingFile, begun: FileSoFar | null): GrowingFile => {
  let earliestMs = begun?.earliestMs ?? Infinity;
  let latestMs = begun?.latestMs ?? -Infinity;
  return {
    ...file,
    add: (record) => {
      file.add(record);
      const time = record.timestamp ?? NO_TIME;
      earliestMs = Math.min(earliestMs, time);
      latestMs = Math.max(latestMs, time);
    },
    soFar: () => ({ ...file.soFar(), earliestMs, latestMs }),
  };
};
