import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, nonEmptyString } from '../../../config/validators.ts';
import { classIn } from '../validators.ts';
import { NAMESPACE_MAPPERS, NAMESPACE_PACKAGE, WRITE_PACKAGE, WRITE_STRATEGIES } from './class-names.ts';

const mapping = {
  type: 'STRING',
  default: '',
  importance: 'MEDIUM',
  group: 'Namespace mapping',
  width: 'MEDIUM',
} as const;
const writes = { group: 'Writes', width: 'MEDIUM' } as const;
const strategy = classIn('write model strategy', ...WRITE_STRATEGIES.map((name) => `${WRITE_PACKAGE}.${name}`));

/** Where documents go, and how they are written. */
export const writesConfig = defineConfig({
  database: {
    type: 'STRING',
    validator: nonEmptyString,
    importance: 'HIGH',
    documentation: 'Database to write to.',
    group: 'Namespace',
    width: 'MEDIUM',
    displayName: 'The MongoDB database name.',
  },
  collection: {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'Collection to write to. Named as the topic when empty.',
    group: 'Namespace',
    width: 'MEDIUM',
    displayName: 'The default MongoDB collection name',
  },
  'namespace.mapper': {
    ...mapping,
    default: `${NAMESPACE_PACKAGE}.DefaultNamespaceMapper`,
    validator: classIn('namespace mapper', ...NAMESPACE_MAPPERS.map((name) => `${NAMESPACE_PACKAGE}.${name}`)),
    importance: 'HIGH',
    documentation: 'Whether database and collection are those configured, or what fields of a record say.',
    width: 'LONG',
    displayName: 'The namespace mapper class',
  },
  'namespace.mapper.key.database.field': {
    ...mapping,
    documentation: 'Field of the key that names the database, by a path with dots. For FieldPathNamespaceMapper.',
    displayName: 'The key field to use as the destination database name.',
  },
  'namespace.mapper.key.collection.field': {
    ...mapping,
    documentation: 'Field of the key that names the collection, by a path with dots. For FieldPathNamespaceMapper.',
    displayName: 'The key field to use as the destination collection name.',
  },
  'namespace.mapper.value.database.field': {
    ...mapping,
    documentation: 'Field of the value that names the database, by a path with dots. For FieldPathNamespaceMapper.',
    displayName: 'The value field to use as the destination database name.',
  },
  'namespace.mapper.value.collection.field': {
    ...mapping,
    documentation: 'Field of the value that names the collection, by a path with dots. For FieldPathNamespaceMapper.',
    displayName: 'The value field to use as the destination collection name.',
  },
  'namespace.mapper.error.if.invalid': {
    ...mapping,
    type: 'BOOLEAN',
    default: false,
    documentation:
      'Whether a record without such a field, or with one that is no text, is an error. Else it goes to the configured database and collection.',
    displayName: 'Throw an error if the mapped field is missing or invalid.',
  },
  'delete.on.null.values': {
    ...writes,
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a record without a value deletes the document of its key.',
    displayName: 'Delete on null values',
  },
  'writemodel.strategy': {
    ...writes,
    type: 'STRING',
    default: `${WRITE_PACKAGE}.DefaultWriteModelStrategy`,
    validator: strategy,
    importance: 'LOW',
    documentation:
      'How a document is written: replaced or inserted by its id (the default), inserted only, updated field by field, with times of change, by a business key, or deleted.',
    displayName: 'The writeModel strategy',
  },
  'delete.writemodel.strategy': {
    ...writes,
    type: 'STRING',
    default: `${WRITE_PACKAGE}.DeleteOneDefaultStrategy`,
    validator: strategy,
    importance: 'LOW',
    documentation: 'How a record without a value deletes, where delete.on.null.values is set.',
    displayName: 'The delete writeModel strategy',
  },
  'max.batch.size': {
    ...writes,
    type: 'INT',
    default: 0,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'The most records of one bulk write. All that belong together when 0.',
    displayName: 'The maximum batch size',
  },
  'bulk.write.ordered': {
    ...writes,
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation:
      'Whether the writes of a batch are done in their order. Without an order two records of one key may end in either.',
    displayName: 'Use ordered bulk writes',
  },
  'rate.limiting.timeout': {
    ...writes,
    type: 'INT',
    default: 0,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long to pause after rate.limiting.every.n bulk writes, in milliseconds.',
    displayName: 'The rate limiting timeout',
  },
  'rate.limiting.every.n': {
    ...writes,
    type: 'INT',
    default: 0,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'After how many bulk writes to pause. Never when 0.',
    displayName: 'The rate limiting batch number',
  },
});
