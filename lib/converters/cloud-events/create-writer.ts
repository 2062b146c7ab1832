import type { Converter } from '../../connect/converter.ts';
import { DataError } from '../../connect/errors.ts';
import { BYTES_SCHEMA } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import { schemaIdOf } from '../schema-registry/wire-format.ts';
import type { CloudEventsConfig } from './config.ts';
import { createEventMaker, type EventMaker } from './create-event.ts';
import type { InnerConverters } from './inner-converters.ts';
import { DATA_SUFFIX } from './names.ts';

type Write = Converter['fromConnectData'];

/** Makes the events, and writes one of a change. */
interface ChangeWriter {
  readonly maker: EventMaker;
  write(topic: string, change: Change, value: Struct): Uint8Array | null;
}

type Change = ReturnType<EventMaker['changeOf']>;

const SEPARATOR = Buffer.from(',"data":');
const BRACE = Buffer.from('}');

/** Data with its schema is an object of its own in an event that has none. */
const withData = (event: Uint8Array, data: Uint8Array): Uint8Array =>
  Buffer.concat([event.subarray(0, -1), SEPARATOR, data, BRACE]);

const notNull = (bytes: Uint8Array | null): Uint8Array => {
  if (bytes === null) throw new DataError('A CloudEvent of nothing');
  return bytes;
};

const jsonWriter = (config: CloudEventsConfig, inner: InnerConverters): ChangeWriter => {
  const { json, jsonData, dataSchemas } = inner;
  const separate = dataSchemas !== null;
  const maker = createEventMaker(
    config,
    { hasDataSchema: false, dataField: (dataSchema) => (separate ? null : dataSchema) },
    inner.headers,
  );
  return {
    maker,
    write: (topic, change, value) => {
      const { layout } = change;
      const data = layout.dataOf(value);
      const event = maker.event(change, separate ? {} : { data });
      const bytes = notNull(json.fromConnectData(topic, event.schema, event));
      return separate ? withData(bytes, notNull(jsonData.fromConnectData(topic, layout.dataSchema, data))) : bytes;
    },
  };
};

const avroWriter = (config: CloudEventsConfig, inner: InnerConverters): ChangeWriter => {
  const { json, avro, registryUrls } = inner;
  const maker = createEventMaker(config, { hasDataSchema: true, dataField: () => BYTES_SCHEMA }, inner.headers);
  const isAvro = config['serializer.type'] === 'avro';
  const [outer, suffix] = isAvro ? [avro, DATA_SUFFIX] : [json, ''];
  return {
    maker,
    write: (topic, change, value) => {
      const { layout } = change;
      const data = notNull(avro.fromConnectData(`${topic}${suffix}`, layout.dataSchema, layout.dataOf(value)));
      const event = maker.event(change, { data, dataSchema: `${registryUrls}/schemas/ids/${schemaIdOf(data)}` });
      return outer.fromConnectData(topic, event.schema, event);
    },
  };
};

/** What is no change event becomes null, as in the original: heartbeats, changes of schemas, transactions, messages. */
export const createCloudEventsWriter = (config: CloudEventsConfig, inner: InnerConverters): Write => {
  const isJson = config['data.serializer.type'] === 'json';
  const { maker, write } = isJson ? jsonWriter(config, inner) : avroWriter(config, inner);
  return (topic, schema, value, headers) => {
    if (schema === null || value === null || !maker.isChange(schema, headers)) return null;
    if (schema.type !== 'STRUCT' || !(value instanceof Struct)) throw new DataError('Mismatching schema');
    return write(topic, maker.changeOf(schema, value, headers), value);
  };
};
