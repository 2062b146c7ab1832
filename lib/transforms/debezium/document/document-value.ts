import type { Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { Node } from './node.ts';

const isEmptyList = (node: Node): boolean =>
  (node.kind === 'ARRAY' && node.items.length === 0) ||
  (node.kind === 'DOCUMENT' && node.isList && node.fields.size === 0);

/**
 * Makes the values of structs whose first fields are a document's; those that the document lacks are null.
 *
 * @param emptyListsAreNull as in the original where names are adjusted
 */
export const createValueReader = (emptyListsAreNull: boolean) => {
  /** A node as its schema has it, which was made from its shape. */
  const nodeValue = (node: Node, schema: Schema): ConnectValue => {
    if ('value' in node) return node.value;
    if (node.kind === 'DOCUMENT' && schema.type === 'STRUCT')
      return new Struct(schema, fieldValues(node.fields, schema));
    if (node.kind === 'ARRAY' && schema.type === 'ARRAY')
      return node.items.map((item) => nodeValue(item, schema.valueSchema));
    return null;
  };

  const fieldValues = (fields: ReadonlyMap<string, Node>, schema: StructSchema): ConnectValue[] =>
    schema.fields.map((field) => {
      const node = fields.get(field.name);
      if (node === undefined || (emptyListsAreNull && isEmptyList(node))) return null;
      return nodeValue(node, field.schema);
    });

  return fieldValues;
};
