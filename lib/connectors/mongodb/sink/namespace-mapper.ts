import { DataError } from '../../../connect/errors.ts';
import { type BsonDocument, fieldLookup } from '../bson-value.ts';
import { jsonText } from './cdc/json-text.ts';
import type { SinkTopicConfig } from './config.ts';
import type { SinkDocument } from './sink-document.ts';

export interface Namespace {
  readonly database: string;
  readonly collection: string;
  /** `database.collection`. */
  readonly name: string;
}

/** Where a record goes; follows `NamespaceMapper`. @throws DataError when the record does not say. */
export type NamespaceMapper = (document: SinkDocument) => Namespace;

interface FieldPath {
  readonly part: 'key' | 'value';
  readonly path: string;
}

const fieldPath = (key: string, value: string): FieldPath | null => {
  if (key !== '') return { part: 'key', path: key };
  return value === '' ? null : { part: 'value', path: value };
};

const checkName = (database: string, collection: string): void => {
  if (database === '' || /[\0/\\ "$.]/.test(database))
    throw new DataError(`state should be: databaseName is valid, but it is '${database}'`);
  if (collection === '' || collection.includes('\0'))
    throw new DataError(`state should be: collectionName is not empty, but it is '${collection}'`);
};

/** Each namespace is one object. */
const createNamespaces = (): ((database: string, collection: string) => Namespace) => {
  const known = new Map<string, Namespace>();
  return (database, collection) => {
    const name = `${database}.${collection}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    checkName(database, collection);
    const made = { database, collection, name };
    known.set(name, made);
    return made;
  };
};

const lookUp = (document: SinkDocument, field: FieldPath, strict: boolean): string | null => {
  const data: BsonDocument | null = document[field.part];
  const found = data === null ? undefined : fieldLookup(field.path, data);
  if (typeof found === 'string') return found;
  if (!strict) return null;
  if (data === null) throw new DataError(`Invalid ${field.part} document: it is missing`);
  throw new DataError(
    found === undefined
      ? `Missing document path '${field.path}': ${jsonText(data)}`
      : `Invalid type for field path '${field.path}', expected a String: ${jsonText(data)}`,
  );
};

/** Follows `DefaultNamespaceMapper` and `FieldPathNamespaceMapper`. */
export const createNamespaceMapper = (config: SinkTopicConfig, topic: string): NamespaceMapper => {
  const namespaceOf = createNamespaces();
  const { database } = config;
  const collection = config.collection === '' ? topic : config.collection;
  if (config['namespace.mapper'].endsWith('DefaultNamespaceMapper')) return () => namespaceOf(database, collection);
  const strict = config['namespace.mapper.error.if.invalid'];
  const ofDatabase = fieldPath(
    config['namespace.mapper.key.database.field'],
    config['namespace.mapper.value.database.field'],
  );
  const ofCollection = fieldPath(
    config['namespace.mapper.key.collection.field'],
    config['namespace.mapper.value.collection.field'],
  );
  return (document) =>
    namespaceOf(
      (ofDatabase && lookUp(document, ofDatabase, strict)) ?? database,
      (ofCollection && lookUp(document, ofCollection, strict)) ?? collection,
    );
};
