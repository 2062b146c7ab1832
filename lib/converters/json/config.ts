import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { atLeast, oneOfIgnoringCase } from '../../config/validators.ts';
import { converterTypeConfig } from '../converter-type.ts';

/** Follows `JsonConverterConfig`. */
export const jsonConverterConfig = defineConfig({
  ...converterTypeConfig,
  'schemas.enable': {
    type: 'BOOLEAN',
    default: true,
    importance: 'HIGH',
    documentation:
      'Wrap every value as {"schema":…,"payload":…}. When false, schemas are neither written nor expected, and types are those of JSON.',
    group: 'Schemas',
    order: 0,
    width: 'MEDIUM',
    displayName: 'Enable Schemas',
  },
  'schemas.cache.size': {
    type: 'INT',
    default: 1000,
    validator: atLeast(0),
    importance: 'HIGH',
    documentation: 'How many different schemas read from messages are kept, so as not to be parsed again.',
    group: 'Schemas',
    order: 1,
    width: 'MEDIUM',
    displayName: 'Schema Cache Size',
  },
  'schema.content': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'The schema, as JSON, of all messages read; they then carry no schema of their own (KIP-1054). Needs schemas.enable=true.',
    group: 'Schemas',
    order: 2,
    width: 'MEDIUM',
    displayName: 'Schema Content',
  },
  'decimal.format': {
    type: 'STRING',
    default: 'BASE64',
    validator: oneOfIgnoringCase('BASE64', 'NUMERIC'),
    importance: 'LOW',
    documentation:
      'How decimals are written: BASE64 of the unscaled bytes, or NUMERIC as a JSON number. Both are understood when reading. Case does not matter.',
    group: 'Serialization',
    order: 0,
    width: 'MEDIUM',
    displayName: 'Decimal Format',
  },
  'replace.null.with.default': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: "Use a field's default, if it has one, in place of null, both writing and reading.",
    group: 'Serialization',
    order: 1,
    width: 'MEDIUM',
    displayName: 'Replace null with default',
  },
});

export type JsonConverterConfig = ConfigOf<typeof jsonConverterConfig>;
