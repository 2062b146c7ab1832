import {
  arraySchema,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  type StructSchema,
  structSchema,
} from '../../../connect/schema.ts';
import type { NamedSchema } from '../../record/struct-fields.ts';
import { LEAF_SCHEMAS } from './leaf-schemas.ts';
import type { Node } from './node.ts';
import { type DocumentShape, documentShape, type Shape, shapeText } from './shape.ts';

/** Distinct forms of documents to remember; a collection has some. */
const MAX_SHAPES = 1000;

/** The struct around a field. */
interface Parent {
  /** Structs in structs without a name are called after it all the same, as in the original: `null.field`. */
  readonly name: string | null;
  /** Whether it is an array told as a document, or an element of one. */
  readonly role?: 'list' | 'element' | undefined;
}

const documentSchema = ({ fields, isList }: DocumentShape, key: string, parent: Parent): Schema => {
  if (fields.size === 0 && !isList && parent.role === undefined) return structSchema([], { optional: true });
  const name = `${parent.name}.${key}`;
  const role = isList ? 'list' : parent.role === 'list' ? 'element' : undefined;
  return structSchema(fieldSchemas(fields, { name, role }), { name, optional: true });
};

/** The original gives documents in nested arrays no name. */
const itemSchema = (shape: Shape, key: string, parent: Parent, isNested: boolean): Schema => {
  if (typeof shape === 'string') return LEAF_SCHEMAS[shape];
  if ('items' in shape) return arrayOf(shape.items, key, parent, true);
  const name = isNested ? null : `${parent.name}.${key}`;
  return structSchema(fieldSchemas(shape.fields, { name }), { optional: true, ...(name !== null && { name }) });
};

const arrayOf = (items: Shape | null, key: string, parent: Parent, isNested: boolean): Schema =>
  arraySchema(items === null ? OPTIONAL_STRING_SCHEMA : itemSchema(items, key, parent, isNested), { optional: true });

const schemaOf = (shape: Shape, key: string, parent: Parent): Schema => {
  if (typeof shape === 'string') return LEAF_SCHEMAS[shape];
  return 'items' in shape ? arrayOf(shape.items, key, parent, false) : documentSchema(shape, key, parent);
};

/** All are optional. */
const fieldSchemas = (fields: ReadonlyMap<string, Shape>, parent: Parent): readonly NamedSchema[] =>
  Array.from(fields, ([field, shape]) => [field, schemaOf(shape, field, parent)]);

/**
 * Makes the schemas of documents, with fields added behind their own. Documents tell no schema: it is found from each one anew,
 * but it is the same object for all that are alike, as whoever reads the records relies on. Follows `MongoDataConverter`.
 */
export const createDocumentSchemas = (
  name: string | null,
  added: readonly NamedSchema[],
): ((fields: ReadonlyMap<string, Node>) => StructSchema) => {
  const known = new Map<string, StructSchema>();
  return (fields) => {
    const shape = documentShape(fields);
    const text = shapeText(shape);
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = structSchema([...fieldSchemas(shape.fields, { name }), ...added], { ...(name !== null && { name }) });
    if (known.size >= MAX_SHAPES) known.clear();
    known.set(text, made);
    return made;
  };
};
