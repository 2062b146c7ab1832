import { defineConfig } from '../../../config/config-def.ts';
import { oneOf } from '../../../config/validators.ts';

/** What the original hands through to Avro's writer and to Confluent's `AvroDataConfig`, for `format.output.type=avro`. */
export const avroKeys = defineConfig({
  'avro.codec': {
    type: 'STRING',
    default: 'null',
    importance: 'MEDIUM',
    group: 'Avro',
    validator: oneOf('null', 'deflate', 'snappy', 'zstandard'),
    documentation: 'Codec within avro files. (bzip2 and xz are not supported.)',
  },
  'connect.meta.data': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: 'Avro',
    documentation: 'Whether the properties of Connect are written into schemas.',
  },
  'enhanced.avro.schema.support': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Avro',
    documentation: 'Writes the enumerations of an Avro converter as such, instead of as strings.',
  },
  'allow.optional.map.keys': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Avro',
    documentation: 'Whether maps with optional text keys become maps of Avro.',
  },
  'scrub.invalid.names': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Avro',
    documentation: 'Whether characters that names of Avro may not have become underscores.',
  },
  'discard.type.doc.default': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Avro',
    documentation: 'Whether documentation is kept of fields only.',
  },
  'generalized.sum.type.support': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Avro',
    documentation: 'Whether enumerations and unions have the form that all converters share.',
  },
  'ignore.default.for.nullables': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Avro',
    documentation: 'Whether null is written where a field has a default, too.',
  },
});
