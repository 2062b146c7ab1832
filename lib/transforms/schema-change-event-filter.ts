import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { check } from '../config/validators.ts';
import type { ConnectRecord } from '../connect/record.ts';
import { Struct } from '../connect/struct.ts';
import { requireStruct } from './record/requirements.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const TYPES: readonly string[] = ['CREATE', 'ALTER', 'DROP', 'TRUNCATE', 'DATABASE'];

const typesIn = (list: string): readonly string[] => list.split(',').map((type) => type.trim());

const isSchemaChange = ({ valueSchema }: ConnectRecord): boolean =>
  /\.SchemaChange(Value|Key)$/.test(valueSchema?.name ?? '');

/** The type of the first table's change; that of a change without tables is DATABASE, unless it says nothing of them. */
const typeOfChange = (event: Struct): string | null => {
  const changes = event.get('tableChanges');
  if (!Array.isArray(changes)) return null;
  const [first] = changes;
  return first instanceof Struct ? String(first.get('type')) : 'DATABASE';
};

/**
 * Follows `io.debezium.transforms.SchemaChangeEventFilter`,
 * https://debezium.io/documentation/reference/stable/transformations/schema-change-event-filter.html
 */
export const schemaChangeEventFilter = defineTransformation({
  className: 'io.debezium.transforms.SchemaChangeEventFilter',
  version: DEBEZIUM_VERSION,
  documentation: 'Leaves out changes of the schema of certain types.',
  configDef: defineConfig({
    'schema.change.event.exclude.list': {
      type: 'STRING',
      importance: 'HIGH',
      width: 'SHORT',
      displayName: 'Schema change event exclude list',
      documentation:
        'The types to leave out: any of CREATE, ALTER, DROP, TRUNCATE and DATABASE, with commas between them.',
      validator: check(`list of ${TYPES.join(', ')}`, (list) => {
        const unknown = typesIn(list).find((type) => !TYPES.includes(type));
        if (unknown === undefined) return null;
        return unknown === '' ? 'A value is required' : `${unknown} is none of ${TYPES.join(', ')}`;
      }),
    },
  }),
  create: (config) => {
    const excluded = new Set(typesIn(config['schema.change.event.exclude.list']));
    return {
      apply: (record) => {
        if (record.value === null || !isSchemaChange(record)) return record;
        const type = typeOfChange(requireStruct(record.value, 'Read schema change event to filter'));
        return type === null || excluded.has(type) ? null : record;
      },
    };
  },
});
