import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, between, nonEmptyString, oneOfIgnoringCase } from '../../../config/validators.ts';
import { connectionKeys } from '../aiven-s3-sink/connection-keys.ts';

/** The keys of Aiven's S3 source connector 3. */
export const aivenS3SourceConfig = defineConfig({
  ...connectionKeys,
  'aws.s3.prefix': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'What keys of objects to be read begin with.',
  },
  aws_s3_prefix: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Old name of aws.s3.prefix.',
  },
  'aws.s3.fetch.page.size': {
    type: 'INT',
    default: 10,
    importance: 'MEDIUM',
    group: 'AWS',
    validator: atLeast(1),
    documentation: 'Objects that are listed by a request.',
    ignored: 'a request lists as many as S3 answers with',
  },
  'file.name.template': {
    type: 'STRING',
    importance: 'HIGH',
    group: 'File',
    validator: nonEmptyString,
    documentation:
      'Which objects are read, and what their keys say: a regular expression that is found in the key, in which {{topic}}, {{partition}}, {{start_offset}} and {{timestamp}} may stand.',
  },
  'file.prefix.template': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    group: 'File',
    documentation: 'Template of what stands before names.',
    ignored: 'the original does not read it: set aws.s3.prefix',
  },
  'file.compression.type': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    group: 'File',
    validator: oneOfIgnoringCase('none', 'gzip', 'snappy', 'zstd'),
    documentation:
      'How objects are compressed, none by default; parquet says so itself. Objects of zstd are unpacked in memory. (What Aiven’s S3 sink writes is compressed by gzip, if not told otherwise.)',
  },
  'input.format': {
    type: 'STRING',
    default: 'bytes',
    importance: 'MEDIUM',
    group: 'Format',
    validator: oneOfIgnoringCase('avro', 'parquet', 'jsonl', 'bytes'),
    documentation: 'Format of the objects.',
  },
  'transformer.max.buffer.size': {
    type: 'INT',
    default: 4096,
    importance: 'MEDIUM',
    group: 'Format',
    validator: between(1, 2_147_483_647),
    documentation: 'Bytes of a record where input.format is bytes.',
  },
  'schema.registry.url': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    group: 'Format',
    documentation: 'Address of a schema registry.',
    ignored: 'objects have their schemas; a converter of records has its own key',
  },
  topic: {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    group: 'Records',
    validator: nonEmptyString,
    documentation: 'Topic of all records; by default the one that file.name.template finds.',
  },
  'distribution.type': {
    type: 'STRING',
    default: 'object_hash',
    importance: 'MEDIUM',
    group: 'Records',
    validator: oneOfIgnoringCase('object_hash', 'partition'),
    documentation:
      'How objects are dealt out to tasks: by their keys, or by the partition that file.name.template finds; objects without one are not read then.',
  },
  'max.poll.records': {
    type: 'INT',
    default: 500,
    importance: 'MEDIUM',
    group: 'Records',
    validator: atLeast(1),
    documentation: 'Records that are read at once.',
  },
  'poll.interval.ms': {
    type: 'LONG',
    default: 4000,
    importance: 'MEDIUM',
    group: 'Records',
    validator: atLeast(0),
    documentation: 'Pause before objects are listed again where there were no more.',
  },
  'native.start.key': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    group: 'Records',
    documentation: 'Objects up to this key are not read.',
  },
  'ring.buffer.size': {
    type: 'INT',
    default: 1000,
    importance: 'MEDIUM',
    group: 'Records',
    validator: atLeast(0),
    documentation:
      'Keys that are remembered as read: objects that appear among them are still found; those before them only when the connector begins anew, since a run lists all objects at first.',
  },
  'aws.s3.fetch.buffer.size': {
    type: 'INT',
    default: null,
    importance: 'MEDIUM',
    group: 'Records',
    validator: atLeast(1),
    documentation: 'Old name of ring.buffer.size.',
  },
  'error.tolerance': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    group: 'Records',
    documentation: 'What Aiven’s documentation calls errors.tolerance.',
    ignored:
      'the original does not read it: set errors.tolerance, with which the rest of an unreadable object is left out',
  },
  'objects.share': {
    type: 'STRING',
    default: '0/1',
    importance: 'LOW',
    documentation: 'Set by the connector itself: which of how many tasks this one is.',
  },
});

export type AivenS3SourceConfig = ConfigOf<typeof aivenS3SourceConfig>;
