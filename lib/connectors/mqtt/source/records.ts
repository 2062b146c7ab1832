import type { IPublishPacket } from 'mqtt-packet';
import type { Header } from '../../../connect/header.ts';
import type { SourceOffset, SourcePartition } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { BOOLEAN_SCHEMA, BYTES_SCHEMA, INT32_SCHEMA, STRING_SCHEMA } from '../../../connect/schema.ts';
import type { MessageReader } from './message-reader.ts';

export interface RecordOptions {
  readonly sourcePartition: SourcePartition;
  readonly sourceOffset: SourceOffset;
  /** Where messages of a topic go, and how they are read. */
  route(topic: string): { readonly kafkaTopic: string; readonly read: MessageReader };
}

const text = (key: string, value: string): Header => ({ key, schema: STRING_SCHEMA, value });

/** What MQTT 5 says beside the message. */
const propertyHeaders = ({
  contentType,
  responseTopic,
  correlationData,
  userProperties = {},
}: NonNullable<IPublishPacket['properties']>): readonly Header[] => [
  ...(contentType === undefined ? [] : [text('mqtt.content.type', contentType)]),
  ...(responseTopic === undefined ? [] : [text('mqtt.response.topic', responseTopic)]),
  ...(correlationData === undefined
    ? []
    : [{ key: 'mqtt.correlation.data', schema: BYTES_SCHEMA, value: correlationData }]),
  ...Object.entries(userProperties).flatMap(([name, values]) =>
    [values].flat().map((value) => text(`mqtt.user.property.${name}`, value)),
  ),
];

const headersOf = ({ messageId = 0, qos, retain, dup, properties }: IPublishPacket): readonly Header[] => [
  { key: 'mqtt.message.id', schema: INT32_SCHEMA, value: messageId },
  { key: 'mqtt.qos', schema: INT32_SCHEMA, value: qos },
  { key: 'mqtt.retained', schema: BOOLEAN_SCHEMA, value: retain },
  { key: 'mqtt.duplicate', schema: BOOLEAN_SCHEMA, value: dup },
  ...(properties === undefined ? [] : propertyHeaders(properties)),
];

/** A message with Confluent's headers. @throws DataError where it is not what its subscription reads. */
export const recordOf = (packet: IPublishPacket, options: RecordOptions): SourceRecord => {
  const { kafkaTopic, read } = options.route(packet.topic);
  return {
    sourcePartition: options.sourcePartition,
    sourceOffset: options.sourceOffset,
    topic: kafkaTopic,
    kafkaPartition: null,
    ...read(packet),
    timestamp: null,
    headers: headersOf(packet),
  };
};
