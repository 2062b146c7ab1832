import { defineConfig } from '../../config/config-def.ts';

/** The key that most transformations of fields have. */
export const replaceNullWithDefault = defineConfig({
  'replace.null.with.default': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether a field that is null takes the default value of its schema, where there is one.',
  },
});
