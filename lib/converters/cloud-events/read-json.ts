import type { Converter } from '../../connect/converter.ts';
import { DataError } from '../../connect/errors.ts';
import { type ConnectValue, NULL_VALUE } from '../../connect/value.ts';
import { isObject, type Json } from '../../formats/json/json.ts';
import { parseJson } from '../../formats/json/parse-json.ts';
import { createParsedReader } from '../../formats/json/parsed-envelope.ts';
import type { CloudEventsConfig } from './config.ts';
import type { InnerConverters } from './inner-converters.ts';
import { notAnEvent, REQUIRED } from './not-an-event.ts';

/** Reads the field `data`; `bytes` are the whole event, for what must be parsed more exactly. */
type ReadData = (topic: string, data: Json, bytes: Uint8Array) => ConnectValue;

const dataIn = (event: Json): Json | undefined => (isObject(event) ? event.data : undefined);

/** Avro is Base64 in JSON, which the original does not undo. */
const avroData =
  ({ avro }: InnerConverters): ReadData =>
  (topic, data) => {
    if (typeof data !== 'string') throw new DataError('The data of a CloudEvent in Avro is not text in Base64');
    return avro.toConnectData(topic, Buffer.from(data, 'base64')).value;
  };

const jsonData = ({ dataSchemas }: InnerConverters): ReadData => {
  if (dataSchemas === null) return (_topic, data) => data;
  const read = createParsedReader(dataSchemas);
  return (_topic, data, bytes) =>
    read((exactly) => (exactly === undefined ? data : dataIn(parseJson(bytes, exactly)))).value;
};

/** Events in JSON: they have no schema, whatever their data has. */
export const createJsonReader = (config: CloudEventsConfig, inner: InnerConverters): Converter['toConnectData'] => {
  const readData = config['data.serializer.type'] === 'json' ? jsonData(inner) : avroData(inner);
  return (topic, bytes) => {
    if (bytes === null) return NULL_VALUE;
    const event = parseJson(bytes);
    if (!isObject(event) || !REQUIRED.every((name) => Object.hasOwn(event, name))) throw notAnEvent();
    const data = event.data ?? null;
    return { schema: null, value: data === null ? event : { ...event, data: readData(topic, data, bytes) } };
  };
};
