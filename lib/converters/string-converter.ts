import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineConverter, defineHeaderConverter } from '../config/define-converter.ts';
import { invalidValue } from '../config/invalid-value.ts';
import { check } from '../config/validators.ts';
import type { Converter } from '../connect/converter.ts';
import { javaText } from '../connect/java-text.ts';
import { OPTIONAL_STRING_SCHEMA } from '../connect/schema.ts';
import { asHeaderConverter } from './as-header-converter.ts';
import { findCharset, SUPPORTED_CHARSETS } from './charset.ts';
import { converterTypeConfig } from './converter-type.ts';
import { KAFKA_VERSION } from './version.ts';

const ENCODING = 'converter.encoding';
const UNSUPPORTED = `Unsupported encoding; use one of ${SUPPORTED_CHARSETS}`;

const configDef = defineConfig({
  ...converterTypeConfig,
  [ENCODING]: {
    type: 'STRING',
    default: 'UTF-8',
    validator: check(`one of ${SUPPORTED_CHARSETS}`, (name) => (findCharset(name) ? null : UNSUPPORTED)),
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'Encoding',
    documentation: `The character set of the text: one of ${SUPPORTED_CHARSETS}.`,
  },
});

const create = (config: ConfigOf<typeof configDef>): Converter => {
  const charset = findCharset(config[ENCODING]);
  if (charset === undefined) throw invalidValue(ENCODING, config[ENCODING], UNSUPPORTED);
  return {
    fromConnectData: (_topic, schema, value) => {
      if (value === null) return null;
      return charset.encode(typeof value === 'string' ? value : javaText(schema, value));
    },
    toConnectData: (_topic, bytes) => ({
      schema: OPTIONAL_STRING_SCHEMA,
      value: bytes === null ? null : charset.decode(bytes),
    }),
  };
};

/**
 * Values as text; follows `org.apache.kafka.connect.storage.StringConverter`: anything but a string is written as Java's
 * `toString` has it, such as `Struct{a=1}`, and read back as a string.
 */
const description = {
  className: 'org.apache.kafka.connect.storage.StringConverter',
  version: KAFKA_VERSION,
  documentation: 'Writes values as text, whatever their type, and reads all bytes as text.',
  configDef,
};

export const stringConverter = defineConverter({ ...description, create });

export const stringHeaderConverter = defineHeaderConverter({
  ...description,
  create: (config) => asHeaderConverter(create(config)),
});
