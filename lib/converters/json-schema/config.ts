import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { oneOfIgnoringCase } from '../../config/validators.ts';
import { registryConfig } from '../schema-registry/config.ts';
import { sumTypeKeys } from '../schema-registry/sum-type-keys.ts';
import { onlyFalse } from '../schema-registry/unsupported.ts';

const FROM_OBJECTS = 'schemas come from Connect, not from Java objects';

/** Follows Confluent's `JsonSchemaConverterConfig` and `JsonSchemaDataConfig`. */
export const jsonSchemaConverterConfig = defineConfig({
  ...registryConfig,
  ...sumTypeKeys,
  'decimal.format': {
    type: 'STRING',
    default: 'BASE64',
    importance: 'LOW',
    validator: oneOfIgnoringCase('BASE64', 'NUMERIC'),
    documentation: 'How decimals are written: BASE64 of the unscaled bytes, or NUMERIC as JSON numbers.',
  },
  'object.additional.properties': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether the schemas of structs allow properties that they do not name.',
  },
  'use.optional.for.nonrequired': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Reads properties that are not required as optional fields.',
  },
  'flatten.singleton.unions': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Reads a oneOf of one schema as that schema.',
  },
  'json.fail.invalid.schema': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Refuses messages that do not match their schema, both writing and reading.',
  },
  'json.fail.unknown.properties': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Refuses unknown properties when messages become Java objects.',
    ignored: FROM_OBJECTS,
  },
  'json.oneof.for.nullables': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Writes oneOf in schemas of Java objects.',
    ignored: FROM_OBJECTS,
  },
  'json.schema.spec.version': {
    type: 'STRING',
    default: 'draft_7',
    importance: 'LOW',
    documentation: 'The draft of JSON Schema for schemas of Java objects.',
    ignored: FROM_OBJECTS,
  },
  'json.write.dates.iso8601': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Writes dates of Java objects as text.',
    ignored: FROM_OBJECTS,
  },
  'json.default.property.inclusion': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Which properties of Java objects are written.',
    ignored: FROM_OBJECTS,
  },
  'json.indent.output': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    validator: onlyFalse('messages are written without spaces, which mean nothing in JSON: leave it out'),
    documentation: 'Writes messages in lines and with indents. Not supported.',
  },
  'preserve.additional.properties': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    validator: onlyFalse('properties that a schema does not name have no field in a struct: name them in the schema'),
    documentation: 'Keeps properties that the schema does not name. Not supported.',
  },
});

export type JsonSchemaConverterConfig = ConfigOf<typeof jsonSchemaConverterConfig>;
