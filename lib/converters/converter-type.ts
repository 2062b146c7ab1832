import { defineConfig } from '../config/config-def.ts';
import { oneOf } from '../config/validators.ts';

/** The key that every converter has; follows `ConverterConfig`. The runtime sets it, whatever the user wrote. */
export const converterTypeConfig = defineConfig({
  'converter.type': {
    type: 'STRING',
    importance: 'LOW',
    documentation: 'What the converter is used for: key, value or header. Set by the worker.',
    validator: oneOf('key', 'value', 'header'),
  },
});
