import { DataError } from '../../../connect/errors.ts';
import type { Node } from './node.ts';

type Fields = ReadonlyMap<string, Node>;

/** Calls fields something else. @throws DataError where two would be one. */
export const renamedFields = (fields: Fields, rename: (name: string) => string): Map<string, Node> => {
  const renamed = new Map(Array.from(fields, ([name, field]) => [rename(name), field]));
  if (renamed.size < fields.size)
    throw new DataError(
      `Two fields of a document have one name where characters are replaced: ${[...fields.keys()].join(', ')}`,
    );
  return renamed;
};

/** As {@link renamedFields}, down to the innermost documents. */
export const renamedDeeply = (fields: Fields, rename: (name: string) => string): Map<string, Node> => {
  const inner = (node: Node): Node => {
    if (node.kind === 'ARRAY') return { ...node, items: node.items.map(inner) };
    return node.kind === 'DOCUMENT' ? { ...node, fields: renamedDeeply(node.fields, rename) } : node;
  };
  return renamedFields(new Map(Array.from(fields, ([name, field]) => [name, inner(field)])), rename);
};
