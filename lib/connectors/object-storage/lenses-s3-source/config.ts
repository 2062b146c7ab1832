import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, check, nonEmptyString, oneOfIgnoringCase } from '../../../config/validators.ts';
import { asError } from '../../../connect/errors.ts';
import { mustBe } from '../config/must-be.ts';
import { connectionKeys } from '../lenses/connection-keys.ts';
import { readingKeys } from '../s3-source/reading-keys.ts';

const group = 'Source';
const text = { type: 'STRING', default: '', importance: 'LOW', group } as const;
const int = { type: 'INT', importance: 'LOW', group } as const;
const flag = { type: 'BOOLEAN', default: false, importance: 'LOW', group } as const;

const BY_LISTING = 'each look for new objects lists all folders';
const EACH_LOOK = 'looks are connect.s3.source.empty.results.backoff.max.delay apart';

const isRegex = check('regular expression', (value) => {
  try {
    new RegExp(value);
    return null;
  } catch (error) {
    return asError(error).message;
  }
});

const alphaNumeric = (documentation: string) => ({
  ...text,
  default: 'AlphaNumeric',
  validator: mustBe('AlphaNumeric', 'Objects are read in the order of their names: AlphaNumeric'),
  documentation,
});

/** The keys of Lenses' S3 source connector 11, and the share of a task. */
export const lensesS3SourceConfig = defineConfig({
  'connect.s3.kcql': {
    type: 'STRING',
    importance: 'HIGH',
    group: 'KCQL',
    width: 'LONG',
    validator: nonEmptyString,
    documentation:
      "Statements, with semicolons between them: INSERT INTO topic SELECT * FROM bucket[:prefix] [STOREAS `JSON|AVRO|PARQUET|TEXT|CSV|CSV_WithHeaders|BYTES`] [LIMIT records of a poll] [PROPERTIES('store.envelope'=true, 'read.text.mode'='regex', 'read.text.regex'='^[1-9].*')]. With store.envelope keys, values, headers, timestamps and partitions are what Lenses' sink stored so. (Post process actions are not supported.)",
  },
  ...connectionKeys,
  'connect.s3.source.partition.extractor.type': {
    ...text,
    validator: oneOfIgnoringCase('', 'none', 'hierarchical', 'regex'),
    documentation:
      "Where the Kafka partition of records comes from: the last directory of an object's key, as Lenses' sink names it, or what the regular expression finds; the producer chooses it by default.",
  },
  'connect.s3.source.partition.extractor.regex': {
    ...text,
    validator: isRegex,
    documentation: "Finds the partition in an object's key, as its first group.",
  },
  'connect.s3.source.partition.search.recurse.levels': {
    ...int,
    default: 0,
    documentation: 'How many levels of folders are one partition.',
    ignored: 'all folders below the prefix are read, each in the order of its names',
  },
  'connect.s3.source.partition.search.continuous': {
    ...flag,
    default: true,
    validator: mustBe(true, 'New folders are always looked for: set it to true'),
    documentation: 'Whether new folders are looked for.',
  },
  'connect.s3.source.partition.search.interval': {
    type: 'LONG',
    default: 300_000,
    importance: 'LOW',
    group,
    documentation: 'Milliseconds between looks for new folders.',
    ignored: BY_LISTING,
  },
  'connect.s3.source.partition.search.excludes': {
    type: 'LIST',
    default: ['.indexes'],
    importance: 'LOW',
    group,
    documentation: 'Folders whose names contain one of these texts are not read, such as those of unfinished files.',
  },
  'connect.s3.source.extension.includes': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    group,
    documentation: 'Only objects with these endings are read; all by default.',
  },
  'connect.s3.source.extension.excludes': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    group,
    documentation: 'Objects with these endings are not read.',
  },
  'connect.s3.ordering.type': alphaNumeric('Order in which the objects of a folder are read.'),
  'connect.s3.source.ordering.type': alphaNumeric('What the documentation calls connect.s3.ordering.type.'),
  'connect.s3.source.empty.results.backoff.max.delay': {
    type: 'LONG',
    default: 10_000,
    importance: 'LOW',
    group,
    validator: atLeast(1),
    documentation: 'Milliseconds between two looks for new objects.',
  },
  'connect.s3.source.empty.results.backoff.initial.delay': {
    type: 'LONG',
    default: 1000,
    importance: 'LOW',
    group,
    documentation: 'First pause where nothing new was found.',
    ignored: EACH_LOOK,
  },
  'connect.s3.source.empty.results.backoff.multiplier': {
    type: 'DOUBLE',
    default: 2,
    importance: 'LOW',
    group,
    documentation: 'How pauses grow.',
    ignored: EACH_LOOK,
  },
  'connect.s3.source.write.watermark.headers': {
    ...flag,
    validator: mustBe(false, 'Headers that say where a record was are not written'),
    documentation: 'Writes where a record was into its headers, which is not supported.',
  },
  'connect.s3.source.late.arrival.interval': {
    ...int,
    default: 300,
    documentation: 'Interval of touching late objects.',
    ignored: 'it belongs to post process actions, which are not supported',
  },
  'connect.s3.compression.codec': {
    ...text,
    default: 'UNCOMPRESSED',
    documentation: 'Compression of the objects.',
    ignored: 'those that end in .gz are unpacked, and Avro and Parquet say theirs themselves',
  },
  'connect.s3.compression.level': {
    ...int,
    default: -1,
    documentation: 'Level of the compression.',
    ignored: 'nothing is compressed',
  },
  'connect.s3.delete.mode': {
    ...text,
    default: 'BatchDelete',
    documentation: 'How objects are deleted.',
    ignored: 'none are',
  },
  'connect.s3.error.policy': {
    ...text,
    default: 'THROW',
    documentation: 'What the sink does with errors.',
    ignored: 'a key of the sink',
  },
  'connect.s3.max.retries': {
    ...int,
    default: 20,
    documentation: 'Retries of the sink.',
    ignored: 'a key of the sink',
  },
  'connect.s3.retry.interval': {
    ...int,
    default: 60_000,
    documentation: 'Pause between retries of the sink.',
    ignored: 'a key of the sink',
  },
  'folders.share': readingKeys['folders.share'],
});

export type LensesS3SourceConfig = ConfigOf<typeof lensesS3SourceConfig>;
