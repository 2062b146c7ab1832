import {
  arraySchema,
  INT32_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  primitiveSchema,
  STRING_SCHEMA,
  type StructSchema,
  structSchema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { NameAdjuster } from '../../../formats/avro/name-adjuster.ts';
import { TRANSACTION_BLOCK } from '../transaction-schemas.ts';
import type { FieldFilter } from './field-selector.ts';
import { type Namespace, namespaceText } from './namespace.ts';
import { SOURCE_SCHEMA } from './source.ts';

const JSON_TEXT = primitiveSchema('STRING', { name: 'io.debezium.data.Json', version: 1, optional: true });

const TRUNCATED_ARRAY = structSchema(
  [
    ['field', STRING_SCHEMA],
    ['size', INT32_SCHEMA],
  ],
  { name: 'io.debezium.connector.mongodb.changestream.truncatedarray', version: 1 },
);

const UPDATE_DESCRIPTION = structSchema(
  [
    ['removedFields', arraySchema(STRING_SCHEMA, { optional: true })],
    ['updatedFields', JSON_TEXT],
    ['truncatedArrays', arraySchema(TRUNCATED_ARRAY, { optional: true })],
  ],
  { name: 'io.debezium.connector.mongodb.changestream.updatedescription', version: 1, optional: true },
);

/** What an update did; an empty list shows as `null`. */
export const updateDescription = (
  removed: readonly string[],
  updated: string | null,
  truncated: ReadonlyArray<readonly [field: string, size: number]>,
): Struct =>
  new Struct(UPDATE_DESCRIPTION, [
    removed.length === 0 ? null : removed,
    updated,
    truncated.length === 0 ? null : truncated.map((entry) => new Struct(TRUNCATED_ARRAY, entry)),
  ]);

/** A collection's topic and the schemas of its records; follows `io.debezium.connector.mongodb.MongoDbSchema`. */
export interface CollectionSchema {
  readonly namespace: Namespace;
  /** `db.collection`. */
  readonly identifier: string;
  readonly topic: string;
  readonly keySchema: StructSchema;
  readonly valueSchema: StructSchema;
  readonly fields: FieldFilter | undefined;
}

export interface SchemaSettings {
  topicOf(namespace: Namespace): string;
  readonly adjustName: NameAdjuster;
  fieldsOf(identifier: string): FieldFilter | undefined;
}

const createSchema = (namespace: Namespace, { topicOf, adjustName, fieldsOf }: SchemaSettings): CollectionSchema => {
  const topic = topicOf(namespace);
  const identifier = namespaceText(namespace);
  return {
    namespace,
    identifier,
    topic,
    fields: fieldsOf(identifier),
    keySchema: structSchema([['id', STRING_SCHEMA]], { name: adjustName(`${topic}.Key`) }),
    valueSchema: structSchema(
      [
        ['before', JSON_TEXT],
        ['after', JSON_TEXT],
        ['updateDescription', UPDATE_DESCRIPTION],
        ['source', SOURCE_SCHEMA],
        ['op', OPTIONAL_STRING_SCHEMA],
        ['ts_ms', OPTIONAL_INT64_SCHEMA],
        ['transaction', TRANSACTION_BLOCK],
      ],
      { name: adjustName(`${topic}.Envelope`) },
    ),
  };
};

/** The schemas by collection, each made once. */
export const createSchemas = (settings: SchemaSettings): ((namespace: Namespace) => CollectionSchema) => {
  const known = new Map<string, Map<string, CollectionSchema>>();
  return (namespace) => {
    const inDatabase = known.get(namespace.db) ?? new Map<string, CollectionSchema>();
    known.set(namespace.db, inDatabase);
    const schema = inDatabase.get(namespace.collection) ?? createSchema(namespace, settings);
    inDatabase.set(namespace.collection, schema);
    return schema;
  };
};
