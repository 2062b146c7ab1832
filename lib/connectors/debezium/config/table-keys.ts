import { defineConfig } from '../../../config/config-def.ts';
import { patternList } from './validators.ts';

const group = 'Tables';

/** Which tables are captured. */
export const tableConfig = defineConfig({
  'schema.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation: 'Schemas to capture, as expressions; all by default.',
    group,
  },
  'schema.exclude.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Schemas not to capture, as expressions; not together with schema.include.list.',
    group,
  },
  'table.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation: 'Tables to capture, as expressions for schema.table; all by default.',
    group,
  },
  'table.exclude.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Tables not to capture, as expressions for schema.table; not together with table.include.list.',
    group,
  },
  'table.ignore.builtin': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether the database’s own tables are left out.',
    group,
  },
});
