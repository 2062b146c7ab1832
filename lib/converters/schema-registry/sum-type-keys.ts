import { defineConfig } from '../../config/config-def.ts';

/** Keys of Confluent's `AbstractDataConfig`, which its three converters share. */
export const sumTypeKeys = defineConfig({
  'generalized.sum.type.support': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Reads enums and unions in a form that all of these converters write.',
  },
  'ignore.default.for.nullables': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Writes null where a value is null, although its schema has a default.',
  },
});
