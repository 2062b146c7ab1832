import {
  DAILY_PARTITIONER,
  DEFAULT_PARTITIONER,
  FIELD_PARTITIONER,
  HOURLY_PARTITIONER,
  TIME_BASED_PARTITIONER,
} from '../config/partitioner-keys.ts';
import type { PartitionerConfig } from '../partitioners/create-partitioner.ts';

const FORMATS = {
  avro: 'avro.AvroFormat',
  json: 'json.JsonFormat',
  parquet: 'parquet.ParquetFormat',
  string: 'string.StringFormat',
  orc: 'orc.OrcFormat',
} as const;

export type HdfsFormat = keyof typeof FORMATS;

/** The packages of Confluent's connectors for Hadoop 2 and 3. */
const PACKAGES = ['io.confluent.connect.hdfs', 'io.confluent.connect.hdfs3'];

const sharedPartitioners = [
  DEFAULT_PARTITIONER,
  HOURLY_PARTITIONER,
  DAILY_PARTITIONER,
  TIME_BASED_PARTITIONER,
  FIELD_PARTITIONER,
] as const;
/** Where partitioners were before all of Confluent's storage connectors shared them. */
const OLD_PARTITIONERS = 'io.confluent.connect.hdfs.partitioner';

const classesOf = (format: string): readonly string[] => PACKAGES.map((name) => `${name}.${format}`);

export const AVRO_FORMAT = 'io.confluent.connect.hdfs.avro.AvroFormat';

export const formatClasses = Object.values(FORMATS).flatMap(classesOf);

export const orcClasses = classesOf(FORMATS.orc);

export const storageClasses = PACKAGES.flatMap((name) => [
  `${name}.storage.HdfsStorage`,
  `${name}.storage.Hdfs3Storage`,
]);

export const partitionerClasses: readonly string[] = [
  ...sharedPartitioners,
  ...sharedPartitioners.map((name) => `${OLD_PARTITIONERS}${name.slice(name.lastIndexOf('.'))}`),
];

/** The format that a class writes; `undefined` for none that is known. */
export const formatOf = (className: string): HdfsFormat | undefined =>
  (['avro', 'json', 'parquet', 'string', 'orc'] as const).find((format) =>
    classesOf(FORMATS[format]).includes(className),
  );

/** The shared partitioner that a class, old or new, stands for. */
export const partitionerClass = (className: string): PartitionerConfig['partitioner.class'] => {
  const simpleName = className.slice(className.lastIndexOf('.'));
  return sharedPartitioners.find((name) => name.endsWith(simpleName)) ?? DEFAULT_PARTITIONER;
};
