import { structSchema } from '../../../lib/connect/schema.ts';
import type { SchemaSettings } from '../../../lib/connectors/debezium/table-schema.ts';

/** Settings that change nothing. */
export const plainSchemas: SchemaSettings = {
  topicOf: ({ schema, table }) => `p.${schema}.${table}`,
  adjustSchemaName: (name) => name,
  adjustFieldName: (name) => name,
  isColumnIncluded: () => true,
  mapperOf: () => undefined,
  keyColumnsOf: () => undefined,
  sourceSchema: structSchema([], { name: 'Source' }),
  unavailablePlaceholder: '__debezium_unavailable_value',
};
