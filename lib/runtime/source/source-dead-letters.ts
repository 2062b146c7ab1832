import { findPlugin } from '../../config/plugin-names.ts';
import type { Converter, RawHeader } from '../../connect/converter.ts';
import { ConfigError } from '../../connect/errors.ts';
import { javaText } from '../../connect/java-text.ts';
import type { SourceRecord } from '../../connect/record.ts';
import { type Schema, STRING_SCHEMA } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { ClientConfig, KafkaAdmin, ProducerRecord } from '../../kafka/port.ts';
import { encodeOffset } from '../../storage/offset-json.ts';
import { contextHeaders, createLetterTopic, type DeadLetterConfig, type Failing } from '../errors/dead-letter.ts';
import type { StageError } from '../errors/stage.ts';
import type { RecordPlugins } from '../plugins/record-plugins.ts';

export interface SourceDeadLetterOptions extends Failing {
  readonly config: DeadLetterConfig;
  readonly plugins: Pick<RecordPlugins, 'converters'>;
  admin(): Promise<KafkaAdmin>;
}

/**
 * Makes dead letters of records that a source could not bring into Kafka; beyond Kafka Connect, which has them for sinks only.
 * Key, value and headers are the task's own, before transformations, as JSON with schemas. A letter takes the place of its
 * record on the way to Kafka, so that the record's offset is stored once the letter is acknowledged.
 */
export interface SourceDeadLetters {
  letter(record: SourceRecord, error: StageError): ProducerRecord;
  isLetter(out: ProducerRecord): boolean;
  /** Makes sure that the topic exists; comes before letters are sent. */
  prepare(): Promise<void>;
}

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
/** A record that was too large for its topic must fit as a letter, which is larger. */
const MAX_LETTER_BYTES = String(16 * 1024 * 1024);
const TOPIC_CONFIGS = { 'max.message.bytes': MAX_LETTER_BYTES };

/** Settings of a producer that letters go through, where the user has none: brokers decide what is too large. */
export const LETTER_PRODUCER: ClientConfig = { 'max.request.size': MAX_LETTER_BYTES };

const jsonConverter = (plugins: SourceDeadLetterOptions['plugins'], isKey: boolean): Converter => {
  const plugin = findPlugin(plugins.converters, JSON_CONVERTER, 'Converter');
  if (plugin === undefined) throw new ConfigError(`Dead letters of sources need ${JSON_CONVERTER}`);
  return plugin.create({ 'schemas.enable': 'true' }, isKey);
};

/** What contradicts its own schema is kept as text, rather than not at all. */
const toJson = (converter: Converter, topic: string, schema: Schema | null, value: ConnectValue): Uint8Array | null => {
  try {
    return converter.fromConnectData(topic, schema, value);
  } catch {
    return converter.fromConnectData(topic, STRING_SCHEMA, javaText(null, value));
  }
};

/** The connector's dead letters, or `undefined` when it has no topic for them. */
export const createSourceDeadLetters = (options: SourceDeadLetterOptions): SourceDeadLetters | undefined => {
  const { config } = options;
  const topic = config['errors.deadletterqueue.topic.name'];
  if (topic === '') return undefined;
  const [ofKey, ofValue] = [jsonConverter(options.plugins, true), jsonConverter(options.plugins, false)];
  const withContext = config['errors.deadletterqueue.context.headers.enable'];
  const letters = new WeakSet<ProducerRecord>();

  const context = (record: SourceRecord, error: StageError): readonly RawHeader[] => {
    const place = {
      topic: record.topic,
      'source.partition': encodeOffset(record.sourcePartition),
      'source.offset': encodeOffset(record.sourceOffset),
    };
    return withContext ? contextHeaders(options, place, error) : [];
  };

  return {
    letter: (record, error) => {
      const headers = record.headers.map(({ key, schema, value }) => ({
        key,
        value: toJson(ofValue, topic, schema, value),
      }));
      const letter = {
        topic,
        partition: null,
        key: toJson(ofKey, topic, record.keySchema, record.key),
        value: toJson(ofValue, topic, record.valueSchema, record.value),
        timestamp: record.timestamp,
        headers: [...headers, ...context(record, error)],
      };
      letters.add(letter);
      return letter;
    },
    isLetter: (out) => letters.has(out),
    prepare: createLetterTopic(config, options.admin, TOPIC_CONFIGS),
  };
};
