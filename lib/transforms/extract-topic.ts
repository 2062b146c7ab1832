import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation, type TransformationPlugin } from '../config/define-transformation.ts';
import { oneOf } from '../config/validators.ts';
import { entryOf } from '../connect/connect-map.ts';
import { ConfigError, DataError } from '../connect/errors.ts';
import { lastHeader } from '../connect/header.ts';
import { javaClass } from '../connect/java-class.ts';
import { type ConnectRecord, newRecord } from '../connect/record.ts';
import { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import type { ConnectValue } from '../connect/value.ts';
import { requireMap } from './record/requirements.ts';
import { KEY, type Side, VALUE } from './record/side.ts';
import { CONFLUENT_VERSION } from './record/version.ts';

const extractTopicConfig = defineConfig({
  field: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Name of the field, or of the header, with the topic; when empty, the whole key or value is the topic.',
  },
  'field.format': {
    type: 'STRING',
    default: 'PLAIN',
    importance: 'MEDIUM',
    documentation: 'PLAIN takes the field for a name. JSON paths are not supported here.',
    validator: oneOf('PLAIN'),
  },
  'skip.missing.or.null': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether a record without the field keeps its topic, instead of being an error.',
  },
});

type Config = ConfigOf<typeof extractTopicConfig>;

type ReadTopic = (record: ConnectRecord) => ConnectValue;

const PURPOSE = 'topic extraction';

const inSide =
  (side: Side) =>
  ({ field }: Config): ReadTopic =>
  (record) => {
    const value = side.value(record);
    if (field === '' || value === null) return value;
    if (value instanceof Struct) return value.schema.fieldIndex.has(field) ? value.get(field) : null;
    return entryOf(requireMap(value, PURPOSE), field);
  };

const inHeader = ({ field }: Config): ReadTopic => {
  if (field === '') throw new ConfigError('field must name the header to extract the topic from');
  return ({ headers }) => lastHeader(headers, field)?.value ?? null;
};

const createExtractTopic = (config: Config, read: ReadTopic): Transformation => ({
  apply: (record) => {
    const topic = read(record);
    if (topic === null && config['skip.missing.or.null']) return record;
    if (typeof topic === 'string' && topic !== '') return newRecord(record, { topic });
    throw new DataError(
      `The topic must be a string that is not empty, found: ${topic === '' ? '""' : javaClass(topic)} in ${config.field === '' ? 'the whole' : config.field}`,
    );
  },
});

const plugin = (suffix: string, where: string, reader: (config: Config) => ReadTopic): TransformationPlugin =>
  defineTransformation({
    className: `io.confluent.connect.transforms.ExtractTopic$${suffix}`,
    version: CONFLUENT_VERSION,
    documentation: `Takes the topic from ${where}.`,
    configDef: extractTopicConfig,
    create: (config) => createExtractTopic(config, reader(config)),
  });

/** Follows `io.confluent.connect.transforms.ExtractTopic`, https://docs.confluent.io/kafka-connectors/transforms/current/extracttopic.html */
export const extractTopic: readonly TransformationPlugin[] = [
  plugin('Key', 'the key or a field of it', inSide(KEY)),
  plugin('Value', 'the value or a field of it', inSide(VALUE)),
  plugin('Header', 'a header', inHeader),
];
