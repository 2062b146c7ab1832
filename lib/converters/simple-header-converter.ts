import { isUtf8 } from 'node:buffer';
import { defineHeaderConverter } from '../config/define-converter.ts';
import type { HeaderConverter } from '../connect/converter.ts';
import { BYTES_SCHEMA } from '../connect/schema.ts';
import { NULL_VALUE } from '../connect/value.ts';
import { convertToString, parseString } from '../connect/values.ts';
import { KAFKA_VERSION } from './version.ts';

const converter: HeaderConverter = {
  fromConnectHeader: (_topic, { schema, value }) => {
    const text = convertToString(schema, value);
    return text === null ? null : Buffer.from(text);
  },
  toConnectHeader: (_topic, { value }) => {
    if (value === null) return NULL_VALUE;
    // The original decodes bytes that are no text into replacement characters; as bytes they are not lost.
    return isUtf8(value) ? parseString(Buffer.from(value).toString()) : { schema: BYTES_SCHEMA, value };
  },
};

/**
 * Headers as text from which types are guessed again (see `parseString`); follows
 * `org.apache.kafka.connect.storage.SimpleHeaderConverter`, the default for headers.
 */
export const simpleHeaderConverter = defineHeaderConverter({
  className: 'org.apache.kafka.connect.storage.SimpleHeaderConverter',
  version: KAFKA_VERSION,
  documentation:
    'Writes header values as text and reads them back by what the text looks like: numbers, booleans, lists, maps, points in time, else strings.',
  configDef: {},
  create: () => converter,
});
