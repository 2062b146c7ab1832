import { asError, DataError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import { offsetOnly } from '../../../connect/offset-only.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { BYTES_SCHEMA, STRING_SCHEMA } from '../../../connect/schema.ts';
import type { SchemaAndValue } from '../../../connect/value.ts';
import { ID_FIELD } from '../bson-value.ts';
import { avroSchema } from './avro-schema.ts';
import { FORMATTERS } from './config-output.ts';
import { inferSchema } from './infer-schema.ts';
import { createJsonWriter, type JsonWriter, toJson } from './json-writer.ts';
import { bytesOf, elementsOf, type RawElement, type RawValue, rawDocument, TYPE, textOf } from './raw-bson.ts';
import { createToValue } from './schema-value.ts';
import type { SourceSettings } from './settings.ts';
import { createTopicMapper } from './topic-mapper.ts';

/** A document as a key or value; follows `SchemaAndValueProducer`. */
type Produce = (document: RawValue) => SchemaAndValue;

const writerOf = (className: string): JsonWriter =>
  createJsonWriter(FORMATTERS.find((name) => className.endsWith(name)) ?? 'DefaultJson');

const producerOf = (
  format: 'json' | 'bson' | 'schema',
  writeJson: JsonWriter,
  schemaOf: () => (document: RawValue) => SchemaAndValue,
): Produce => {
  switch (format) {
    case 'json':
      return (document) => ({ schema: STRING_SCHEMA, value: writeJson(document) });
    case 'bson':
      return (document) => ({ schema: BYTES_SCHEMA, value: bytesOf(document) });
    case 'schema':
      return schemaOf();
  }
};

const createProducers = ({ config }: SourceSettings): { readonly key: Produce; readonly value: Produce } => {
  const writeJson = writerOf(config['output.json.formatter']);
  const toValue = createToValue(writeJson);
  const fixed = (json: string) => () => {
    const schema = avroSchema(json);
    return (document: RawValue) => ({ schema, value: toValue(schema, document) });
  };
  const inferred = () => (document: RawValue) => {
    const schema = inferSchema(document);
    return { schema, value: toValue(schema, document) };
  };
  return {
    key: producerOf(config['output.format.key'], writeJson, fixed(config['output.schema.key'])),
    value: producerOf(
      config['output.format.value'],
      writeJson,
      config['output.schema.infer.value'] ? inferred : fixed(config['output.schema.value']),
    ),
  };
};

const find = (elements: readonly RawElement[], name: string): RawValue | undefined =>
  elements.find((element) => element.name === name)?.value;

const stringIn = (elements: readonly RawElement[], name: string): string => {
  const value = find(elements, name);
  return value?.type === TYPE.string ? textOf(value) : '';
};

const withinOf = (elements: readonly RawElement[], name: string): readonly RawElement[] => {
  const value = find(elements, name);
  return value?.type === TYPE.document ? elementsOf(value) : [];
};

/** `{_id: …}` with the id of an event. */
const idDocument = (id: RawValue | undefined): RawValue => {
  if (id === undefined) return rawDocument(Buffer.from([5, 0, 0, 0, 0]));
  const content = bytesOf(id);
  const bytes = Buffer.alloc(content.length + 10);
  bytes.writeInt32LE(bytes.length, 0);
  bytes[4] = id.type;
  bytes.write('_id\0', 5);
  content.copy(bytes, 9);
  return rawDocument(bytes);
};

/** What an event gives: a record, or only an offset. */
export type ToRecord = (event: RawValue, offset: SourceOffset) => SourceRecord;

/** Makes records of change events; follows `StartedMongoSourceTask.pollInternal`. */
export const createToRecord = (settings: SourceSettings, log: Logger): ToRecord => {
  const { config, partition } = settings;
  const produce = createProducers(settings);
  const topicOf = createTopicMapper(config);
  const documentsOnly = config['publish.full.document.only'];
  const tombstones = documentsOnly && config['publish.full.document.only.tombstone.on.delete'];

  /** What the value is made of; `null` makes a tombstone, `undefined` no record. */
  const documentOf = (event: RawValue, elements: readonly RawElement[]): RawValue | null | undefined => {
    if (!documentsOnly) return event;
    const document = find(elements, 'fullDocument');
    if (document?.type === TYPE.document) return document;
    return tombstones && document === undefined ? null : undefined;
  };

  const keyOf = (event: RawValue, elements: readonly RawElement[]): RawValue => {
    if (config['output.format.key'] === 'schema') return event;
    const documentKey = find(elements, 'documentKey');
    return config['change.stream.document.key.as.key'] && documentKey?.type === TYPE.document
      ? documentKey
      : idDocument(find(elements, ID_FIELD));
  };

  const record = (topic: string, offset: SourceOffset, key: SchemaAndValue, value: SchemaAndValue): SourceRecord => ({
    topic,
    kafkaPartition: null,
    keySchema: key.schema,
    key: key.value,
    valueSchema: value.schema,
    value: value.value,
    timestamp: null,
    headers: [],
    sourcePartition: partition,
    sourceOffset: offset,
  });

  const misfit = (error: unknown, offset: SourceOffset, key: RawValue, value: RawValue | null): SourceRecord => {
    const [keyText, valueText] = [toJson(key), value === null ? '{}' : toJson(value)];
    const { message } = asError(error);
    const complaint = `${message} : Exception creating Source record for: Key=${keyText} Value=${valueText}`;
    if (!settings.tolerates) throw new DataError(complaint, { cause: error });
    if (settings.logsErrors) log.error('An event could not be made a record', { cause: complaint });
    if (settings.deadLetterTopic === '') return offsetOnly(partition, offset);
    const text = (json: string): SchemaAndValue => ({ schema: STRING_SCHEMA, value: json });
    return record(settings.deadLetterTopic, offset, text(keyText), text(valueText));
  };

  return (event, offset) => {
    const elements = elementsOf(event);
    const namespace = withinOf(elements, 'ns');
    const topic = topicOf(stringIn(namespace, 'db'), stringIn(namespace, 'coll'));
    if (topic === '') {
      log.warn('No topic set. Could not publish the message', { operation: stringIn(elements, 'operationType') });
      return offsetOnly(partition, offset);
    }
    const value = documentOf(event, elements);
    if (value === undefined) return offsetOnly(partition, offset);
    const key = keyOf(event, elements);
    try {
      const produced = value === null ? { schema: null, value: null } : produce.value(value);
      return record(topic, offset, produce.key(key), produced);
    } catch (error) {
      return misfit(error, offset, key, value);
    }
  };
};
