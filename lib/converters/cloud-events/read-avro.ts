import type { Converter } from '../../connect/converter.ts';
import { type Schema, type StructSchema, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../connect/value.ts';
import { NULL_VALUE } from '../../connect/value.ts';
import type { CloudEventsConfig } from './config.ts';
import type { InnerConverters } from './inner-converters.ts';
import { DATA_SUFFIX, EVENT_SUFFIX } from './names.ts';
import { notAnEvent, REQUIRED } from './not-an-event.ts';

/** The event's schema with that of its data in place of bytes; the same one for the same two. */
const createJoiner = (): ((event: StructSchema, data: Schema) => StructSchema) => {
  const known = new WeakMap<StructSchema, WeakMap<Schema, StructSchema>>();
  return (event, data) => {
    const joined = known.get(event) ?? new WeakMap<Schema, StructSchema>();
    known.set(event, joined);
    const schema =
      joined.get(data) ??
      structSchema(
        event.fields.map((field) => [field.name, field.name === 'data' ? data : field.schema]),
        { name: event.name, version: event.version, doc: event.doc, parameters: event.parameters },
      );
    joined.set(data, schema);
    return schema;
  };
};

/** Events in Avro, whose data is Avro too. */
export const createAvroReader = (config: CloudEventsConfig, { avro }: InnerConverters): Converter['toConnectData'] => {
  const join = createJoiner();
  const name = config['schema.cloudevents.name'];
  const isName = (given = ''): boolean => (name === null ? given.endsWith(EVENT_SUFFIX) : given === name);
  const readData = (topic: string, data: ConnectValue): SchemaAndValue => {
    if (!(data instanceof Uint8Array)) throw notAnEvent();
    return avro.toConnectData(`${topic}${DATA_SUFFIX}`, data);
  };
  return (topic, bytes) => {
    if (bytes === null) return NULL_VALUE;
    const { value } = avro.toConnectData(topic, bytes);
    if (!(value instanceof Struct && isName(value.schema.name))) throw notAnEvent();
    if (![...REQUIRED, 'data'].every((field) => value.schema.fieldIndex.has(field))) throw notAnEvent();
    const data = readData(topic, value.get('data'));
    if (data.schema === null) throw notAnEvent();
    const schema = join(value.schema, data.schema);
    return {
      schema,
      value: new Struct(
        schema,
        schema.fields.map((field, index) => (field.name === 'data' ? data.value : (value.values[index] ?? null))),
      ),
    };
  };
};
