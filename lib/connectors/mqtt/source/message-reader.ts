import type { IPublishPacket } from 'mqtt-packet';
import { DataError } from '../../../connect/errors.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { BYTES_SCHEMA, STRING_SCHEMA, structSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { Route } from '../kcql.ts';
import { createJsonInference } from './inferred-value.ts';

/** Key and value of a message. @throws DataError where it is not what is expected. */
export type MessageReader = (
  packet: IPublishPacket,
) => Pick<SourceRecord, 'keySchema' | 'key' | 'valueSchema' | 'value'>;

/** What Lenses' converters take for the key where no fields are named. */
const MESSAGE_KEY = structSchema(
  [
    ['topic', STRING_SCHEMA],
    ['id', STRING_SCHEMA],
  ],
  { name: 'io.lenses.streamreactor.common.converters.MsgKey' },
);

const bytesOf = ({ payload }: IPublishPacket): Buffer => Buffer.from(payload);

/** As Confluent's connector has it: by the topic, bytes as they are. */
const readBytes: MessageReader = (packet) => ({
  keySchema: STRING_SCHEMA,
  key: packet.topic,
  valueSchema: BYTES_SCHEMA,
  value: typeof packet.payload === 'string' ? bytesOf(packet) : packet.payload,
});

const messageKey = ({ topic, messageId = 0 }: IPublishPacket) => ({
  keySchema: MESSAGE_KEY,
  key: new Struct(MESSAGE_KEY, [topic, String(messageId)]),
});

const fieldAt = (value: ConnectValue, path: string): string => {
  let found: ConnectValue = value;
  for (const name of path.split('.'))
    found = found instanceof Struct && found.schema.fieldIndex.has(name) ? found.get(name) : null;
  if (found === null || typeof found === 'object')
    throw new DataError(`The message has no text or number in ${path}, of which the key is made`);
  return String(found);
};

const joined = (value: ConnectValue, { keys, keyDelimiter }: Route): string =>
  keys.map((path) => fieldAt(value, path)).join(keyDelimiter);

const jsonReader = (route: Route): MessageReader => {
  const infer = createJsonInference();
  return (packet) => {
    const { schema, value } = infer(packet.topic, bytesOf(packet).toString('utf8'));
    const key = route.keys.length > 0 ? { keySchema: STRING_SCHEMA, key: joined(value, route) } : messageKey(packet);
    return { ...key, valueSchema: schema, value };
  };
};

/** JSON as the text that it is. */
const textReader = (route: Route): MessageReader => {
  const infer = createJsonInference();
  return (packet) => {
    const text = bytesOf(packet).toString('utf8');
    const key = joined(infer(packet.topic, text).value, route);
    const { topic, messageId = 0 } = packet;
    return { keySchema: null, key: key || `${topic}${route.keyDelimiter}${messageId}`, valueSchema: null, value: text };
  };
};

/** How the messages of a subscription are read: as Confluent's connector does without a statement of KCQL. */
export const readerOf = (route: Route | null): MessageReader => {
  if (route === null) return readBytes;
  if (route.converter === 'JsonSimpleConverter') return jsonReader(route);
  if (route.converter === 'JsonPassThroughConverter') return textReader(route);
  return (packet) => ({ ...readBytes(packet), ...messageKey(packet) });
};
