import { defineConverter, defineHeaderConverter } from '../config/define-converter.ts';
import { asHeaderConverter } from './as-header-converter.ts';
import { jsonConverterConfig } from './json/config.ts';
import { createJsonConverter } from './json/create-converter.ts';
import { KAFKA_VERSION } from './version.ts';

/**
 * Values as JSON; follows `org.apache.kafka.connect.json.JsonConverter`. With `schemas.enable` (the default) every value
 * carries its schema: `{"schema":…,"payload":…}`.
 *
 * Nothing is rounded or wrapped, where the original does both: integers beyond 64 bits are read as exact bigints; a number
 * outside its field's type, or JSON of another type, is a DataError; `"NaN"` is read back as NaN; a decimal read from a
 * number takes its schema's scale where that loses nothing.
 */
const description = {
  className: 'org.apache.kafka.connect.json.JsonConverter',
  version: KAFKA_VERSION,
  documentation:
    'Writes and reads JSON, with each value wrapped together with its schema, or, with schemas.enable=false, as bare JSON.',
  configDef: jsonConverterConfig,
};

export const jsonConverter = defineConverter({ ...description, create: createJsonConverter });

export const jsonHeaderConverter = defineHeaderConverter({
  ...description,
  create: (config) => asHeaderConverter(createJsonConverter(config)),
});
