import { defineConfig } from '../../../config/config-def.ts';
import { classIn, enumerator, readable } from '../validators.ts';
import { avroSchema } from './avro-schema.ts';
import { DEFAULT_KEY_SCHEMA, DEFAULT_VALUE_SCHEMA } from './default-schemas.ts';

const schema = { type: 'STRING', group: 'Schema', width: 'MEDIUM', importance: 'HIGH' } as const;

export const FORMATTERS = ['DefaultJson', 'ExtendedJson', 'SimplifiedJson'] as const;
export type FormatterName = (typeof FORMATTERS)[number];
const FORMATTER_PACKAGE = 'com.mongodb.kafka.connect.source.json.formatter';

/** What records look like. */
export const outputConfig = defineConfig({
  'output.format.key': {
    ...schema,
    default: 'json',
    validator: enumerator('json', 'bson', 'schema'),
    documentation: 'Whether keys are JSON texts, BSON bytes, or structs of output.schema.key.',
    displayName: 'The key output format',
  },
  'output.format.value': {
    ...schema,
    default: 'json',
    validator: enumerator('json', 'bson', 'schema'),
    documentation: 'Whether values are JSON texts, BSON bytes, or structs of output.schema.value.',
    displayName: 'The value output format',
  },
  'output.schema.infer.value': {
    ...schema,
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether the schema of a struct is that of its own document, instead of output.schema.value.',
    displayName: 'Enable Infer Schemas for the value',
  },
  'output.schema.key': {
    ...schema,
    default: DEFAULT_KEY_SCHEMA,
    validator: readable('A valid Avro schema definition', avroSchema),
    documentation: 'Avro schema of keys, a record whose fields name those of the event.',
    displayName: 'The Avro schema definition for the key.',
  },
  'output.schema.value': {
    ...schema,
    default: DEFAULT_VALUE_SCHEMA,
    validator: readable('A valid Avro schema definition', avroSchema),
    documentation: 'Avro schema of values, a record whose fields name those of the event or document.',
    displayName: 'The Avro schema definition for the value.',
  },
  'output.json.formatter': {
    ...schema,
    default: `${FORMATTER_PACKAGE}.DefaultJson`,
    validator: classIn('JSON formatter', ...FORMATTERS.map((name) => `${FORMATTER_PACKAGE}.${name}`)),
    importance: 'MEDIUM',
    documentation:
      'How BSON’s types are written in JSON: in MongoDB’s old strict form, in its canonical extended form, or simplified to texts and numbers.',
    displayName: 'The json formatter class',
  },
});
