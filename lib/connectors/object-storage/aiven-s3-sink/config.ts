import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { invalidValue } from '../../../config/invalid-value.ts';
import { atLeast, between, check, oneOf, oneOfIgnoringCase, type Validator } from '../../../config/validators.ts';
import { asError } from '../../../connect/errors.ts';
import { timeZoneOffset } from '../partitioners/time-zone.ts';
import { avroKeys } from './avro-keys.ts';
import { connectionKeys } from './connection-keys.ts';

const timeZone = check('IANA time zone or [+-]hh:mm', (value) => {
  try {
    timeZoneOffset(value);
    return null;
  } catch (error) {
    return asError(error).message;
  }
});

const compression = oneOfIgnoringCase('none', 'gzip', 'snappy', 'zstd');

const fields: Validator<readonly string[]> = {
  description: '[key, offset, timestamp, headers, value]',
  ensureValid: (name, value) => {
    const known = ['key', 'offset', 'timestamp', 'headers', 'value'];
    if (Array.isArray(value) && !value.every((field) => known.includes(String(field).toLowerCase())))
      throw invalidValue(name, value, `supported values are: ${known.join(', ')}`);
  },
};

/** The keys of Aiven's S3 sink connector 2; a name with underscores is what it was called before. */
export const aivenS3SinkConfig = defineConfig({
  ...connectionKeys,
  'aws.s3.prefix': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation:
      'What object names begin with; a template as file.name.template, with {{ utc_date }} and {{ local_date }}.',
  },
  aws_s3_prefix: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Old name of aws.s3.prefix.',
  },
  'aws.s3.part.size.bytes': {
    type: 'INT',
    default: 5_242_880,
    importance: 'MEDIUM',
    group: 'AWS',
    validator: between(1, 2_000_000_000),
    documentation: 'Objects of more bytes are uploaded in parts of that size, which S3 lets be no less than 5 MB.',
  },
  'aws.s3.sse.algorithm': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    group: 'AWS',
    validator: oneOf('', 'AES256', 'aws:kms', 'aws:kms:dsse'),
    documentation: 'Server side encryption of the objects.',
  },
  'kafka.retry.backoff.ms': {
    type: 'LONG',
    default: null,
    importance: 'MEDIUM',
    group: 'AWS',
    validator: between(0, 86_400_000),
    documentation: 'Pause before a batch is delivered again after a failure that may pass; 1000 by default.',
  },
  'file.name.template': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'File',
    documentation:
      'Whole names of objects, with the variables topic, partition[:padding=true], start_offset[:padding=true], timestamp:unit=yyyy|MM|dd|HH and key. By default {{topic}}-{{partition}}-{{start_offset}}, with .avro behind it, and .gz where objects are compressed. With key, and at most topic and partition, an object holds the last record of its key. Where there is a prefix names are the default ones with padded offsets, whatever the template.',
  },
  'file.compression.type': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    group: 'File',
    validator: compression,
    documentation:
      'Compression of the objects: gzip by default, of avro too; of the pages within parquet, none by default. snappy is the framing of Java’s SnappyOutputStream.',
  },
  output_compression: {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    group: 'File',
    validator: compression,
    documentation: 'Old name of file.compression.type.',
  },
  'file.max.records': {
    type: 'INT',
    default: 0,
    importance: 'MEDIUM',
    group: 'File',
    validator: atLeast(0),
    documentation: 'Most records of a file, which ends at offsets divisible by it; 0 for no such end.',
  },
  'file.name.timestamp.timezone': {
    type: 'STRING',
    default: 'UTC',
    importance: 'LOW',
    group: 'File',
    validator: timeZone,
    documentation: 'Time zone of the variable timestamp.',
  },
  'file.name.timestamp.source': {
    type: 'STRING',
    default: 'wallclock',
    importance: 'LOW',
    group: 'File',
    validator: oneOfIgnoringCase('wallclock', 'event'),
    documentation: "Where the variable timestamp comes from: the clock, or the record's timestamp.",
  },
  'timestamp.timezone': {
    type: 'STRING',
    default: 'UTC',
    importance: 'LOW',
    group: 'File',
    validator: timeZone,
    documentation: 'Old name of file.name.timestamp.timezone.',
  },
  'timestamp.source': {
    type: 'STRING',
    default: 'wallclock',
    importance: 'LOW',
    group: 'File',
    validator: oneOfIgnoringCase('wallclock', 'event'),
    documentation: 'Old name of file.name.timestamp.source.',
  },
  'rotate.interval.ms': {
    type: 'LONG',
    default: 60_000,
    importance: 'MEDIUM',
    group: 'File',
    documentation:
      'How long a file stays open; the original ends files with every commit of offsets, each minute by default.',
  },
  'files.span.batches': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    group: 'File',
    documentation:
      'Whether files grow over many batches until file.max.records or rotate.interval.ms ends them. With false every batch ends its files.',
  },
  'format.output.type': {
    type: 'STRING',
    default: 'csv',
    importance: 'MEDIUM',
    group: 'Format',
    validator: oneOfIgnoringCase('csv', 'json', 'jsonl', 'avro', 'parquet'),
    documentation:
      'Format of the files. avro and parquet take keys, values and headers with schemas; another schema begins another file.',
  },
  'format.output.fields': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    group: 'Format',
    validator: fields,
    documentation: 'What is written of a record: key, offset, timestamp, headers, value; value by default.',
  },
  output_fields: {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    group: 'Format',
    validator: fields,
    documentation: 'Old name of format.output.fields.',
  },
  'format.output.fields.value.encoding': {
    type: 'STRING',
    default: 'base64',
    importance: 'MEDIUM',
    group: 'Format',
    validator: oneOf('base64', 'none'),
    documentation: 'How csv writes values.',
  },
  'format.output.envelope': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    group: 'Format',
    documentation:
      'Whether a field that is written alone stands in an object of its own, but in csv. Of avro and parquet only structs and maps can stand without one.',
  },
  ...avroKeys,
});

export type AivenS3SinkConfig = ConfigOf<typeof aivenS3SinkConfig>;
