import { DataError } from '../../../connect/errors.ts';
import type { LeafKind, Node } from './node.ts';

export interface DocumentShape {
  readonly fields: ReadonlyMap<string, Shape>;
  readonly isList: boolean;
}

interface ArrayShape {
  /** Of all items alike; `null` where there are none. */
  readonly items: Shape | null;
}

/** What a schema is made from: the kinds of values without the values. */
export type Shape = LeafKind | DocumentShape | ArrayShape;

const isDocument = (shape: Shape): shape is DocumentShape => typeof shape === 'object' && 'fields' in shape;
const isArray = (shape: Shape): shape is ArrayShape => typeof shape === 'object' && 'items' in shape;

/** The shape in a few characters: two documents of one text have one schema. */
export const shapeText = (shape: Shape): string => {
  if (typeof shape === 'string') return shape;
  if (isArray(shape)) return `[${shape.items === null ? '' : shapeText(shape.items)}]`;
  const fields = Array.from(shape.fields, ([name, field]) => `${JSON.stringify(name)}:${shapeText(field)}`);
  return `${shape.isList ? '(' : '{'}${fields.join(',')}}`;
};

const conflict = (one: Shape, other: Shape): never => {
  throw new DataError(
    `Array elements with different Bson types are not supported: ${shapeText(one)} and ${shapeText(other)}. array.encoding=document tells such arrays as documents.`,
    { className: 'io.debezium.DebeziumException' },
  );
};

const unionOf = (first: ReadonlyMap<string, Shape>, second: ReadonlyMap<string, Shape>): ReadonlyMap<string, Shape> => {
  const fields = new Map(first);
  for (const [name, shape] of second) {
    const known = fields.get(name);
    // Of documents within the elements the original takes the fields of the last one: their order is kept.
    fields.set(name, known === undefined ? shape : union(known, shape, true));
  }
  return fields;
};

/** The shape that has room for both. @throws DataError when there is none. */
const union = (known: Shape, shape: Shape, lastFirst: boolean): Shape => {
  if (known === shape || shape === 'NULL') return known;
  if (known === 'NULL') return shape;
  if (isDocument(known) && isDocument(shape)) {
    const fields = lastFirst ? unionOf(shape.fields, known.fields) : unionOf(known.fields, shape.fields);
    return { fields, isList: known.isList };
  }
  if (!isArray(known) || !isArray(shape)) return conflict(known, shape);
  if (known.items === null || shape.items === null) return known.items === null ? shape : known;
  return { items: union(known.items, shape.items, lastFirst) };
};

const itemsShape = (items: readonly Node[], field: string): Shape | null => {
  let all: Shape | null = null;
  for (const item of items) {
    const shape = shapeOf(item, field);
    all = all === null ? shape : union(all, shape, false);
  }
  return all;
};

/** @throws DataError for an array of different types, and for a type that no schema has. */
const shapeOf = (node: Node, field: string): Shape => {
  switch (node.kind) {
    case 'DOCUMENT':
      return documentShape(node.fields, node.isList);
    case 'ARRAY':
      return { items: itemsShape(node.items, field) };
    case 'UNSUPPORTED':
      throw new DataError(
        `The field ${field} of a document is of the BSON type ${node.type}, for which Kafka Connect has none: leave it out with field.exclude.list.`,
      );
    default:
      return node.kind;
  }
};

export const documentShape = (fields: ReadonlyMap<string, Node>, isList = false): DocumentShape => ({
  fields: new Map(Array.from(fields, ([name, node]) => [name, shapeOf(node, name)])),
  isList,
});
