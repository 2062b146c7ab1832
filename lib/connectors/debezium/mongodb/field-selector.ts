import { DataError } from '../../../connect/errors.ts';
import { BSON_TYPE, type BsonValue, fieldsOf } from './bson/bson-value.ts';
import { pathEntries } from './field-paths.ts';

/** Leaves fields out of events, or renames them; follows `io.debezium.connector.mongodb.FieldSelector`. */
export interface FieldFilter {
  document(document: BsonValue): void;
  /** The fields of an update, whose names may be paths: `a.b.0.c`. */
  updatedFields(document: BsonValue): void;
  /** A field that an update removed or cut; `null` leaves it out. */
  field(path: string): string | null;
}

/** `db.collection.field.nested`, and for a rename the new name of its last part. */
interface Path {
  readonly matches: (identifier: string) => boolean;
  readonly nodes: readonly string[];
  readonly newName: string | null;
}

type Fields = Map<string, BsonValue>;

const isNumeric = (text: string): boolean => /^\d+$/.test(text);

/** A path without the indexes of arrays; one with two indexes in a row is left as it is, as in the original. */
const withoutIndexes = (nodes: readonly string[]): readonly string[] => {
  if (nodes.length < 2 || nodes.some((node, index) => isNumeric(node) && isNumeric(nodes[index + 1] ?? '')))
    return nodes;
  return nodes.filter((node) => !isNumeric(node));
};

const isPrefix = (begin: readonly string[], of: readonly string[]): boolean =>
  begin.length <= of.length && begin.every((node, index) => node === of[index]);

/** An actual path, its part that the rule names replaced. */
const renamed = (nodes: readonly string[], { nodes: rule, newName }: Path): string => {
  let index = 0;
  return nodes
    .map((node) => (isNumeric(node) ? node : index++ === rule.length - 1 ? (newName ?? node) : node))
    .join('.');
};

const put = (fields: Fields, name: string, value: BsonValue): void => {
  if (fields.has(name)) throw new DataError(`Document already contains field : ${name}`);
  fields.set(name, value);
};

const changeField = (fields: Fields, name: string, newName: string | null): void => {
  const value = fields.get(name);
  if (value === undefined) return;
  fields.delete(name);
  if (newName !== null) put(fields, newName, value);
};

/** Goes down from a value along the rest of a path; through each item of an array, but not of arrays in arrays. */
const changeBelow = (value: BsonValue | undefined, path: Path, depth: number): void => {
  const [name] = path.nodes.slice(depth);
  if (value === undefined || name === undefined) return;
  if (value.type === BSON_TYPE.array) {
    for (const item of fieldsOf(value).values()) if (item.type === BSON_TYPE.document) changeBelow(item, path, depth);
  } else if (value.type === BSON_TYPE.document) {
    const fields = fieldsOf(value);
    if (depth === path.nodes.length - 1) changeField(fields, name, path.newName);
    else changeBelow(fields.get(name), path, depth + 1);
  }
};

const changeUpdated = (document: BsonValue, path: Path): void => {
  const fields = fieldsOf(document);
  const whole = path.nodes.join('.');
  if (fields.has(whole)) {
    changeField(fields, whole, path.newName === null ? null : renamed(path.nodes, path));
    return;
  }
  const moved: Array<readonly [string, BsonValue]> = [];
  for (const [key, value] of [...fields]) {
    const keyNodes = key.split('.');
    const nodes = withoutIndexes(keyNodes);
    if (nodes.length < path.nodes.length) {
      if (!isPrefix(nodes, path.nodes)) continue;
      changeBelow(value, path, nodes.length);
      break;
    }
    if (!isPrefix(path.nodes, nodes)) continue;
    fields.delete(key);
    if (path.newName !== null) moved.push([renamed(keyNodes, path), value]);
  }
  for (const [key, value] of moved) put(fields, key, value);
};

const namespacePattern = (db: string, collection: string): ((identifier: string) => boolean) => {
  const part = (text: string) => text.replaceAll('*', '.*');
  const pattern = new RegExp(`^${part(db)}\\.${part(collection)}$`, 'i');
  return (identifier) => pattern.test(identifier);
};

const parsePath = (entry: string): Path => {
  const [name = '', newName = null] = entry.split(':');
  const [db = '', collection = '', ...nodes] = name.trim().split('.');
  return { matches: namespacePattern(db, collection), nodes, newName };
};

/** The filter of a collection by `field.exclude.list` and `field.renames`; `undefined` where it changes nothing. */
export const createFieldSelector = (
  excluded: string | null,
  renames: string | null,
): ((identifier: string) => FieldFilter | undefined) => {
  const paths = [...pathEntries(excluded), ...pathEntries(renames)].map(parsePath);
  return (identifier) => {
    const own = paths.filter(({ matches }) => matches(identifier));
    if (own.length === 0) return undefined;
    return {
      document: (document) => {
        for (const path of own) changeBelow(document, path, 0);
      },
      updatedFields: (document) => {
        for (const path of own) changeUpdated(document, path);
      },
      field: (text) => {
        const nodes = text.split('.');
        const path = own.find((one) => isPrefix(withoutIndexes(nodes), one.nodes));
        if (path === undefined) return text;
        return path.newName === null ? null : renamed(nodes, path);
      },
    };
  };
};
