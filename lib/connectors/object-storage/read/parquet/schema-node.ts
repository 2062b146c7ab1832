import type { SchemaTree } from 'hyparquet';

/** Whether null may stand there: a repeated field without a group around it is a list, and a list is not null. */
export const isOptional = ({ element }: SchemaTree): boolean => element.repetition_type === 'OPTIONAL';

const annotated = ({ element }: SchemaTree, kind: 'LIST' | 'MAP'): boolean =>
  element.converted_type === kind || element.logical_type?.type === kind;

const hasRepeatedChild = ({ children }: SchemaTree): boolean =>
  children.length === 1 && children[0]?.element.repetition_type === 'REPEATED';

export const isList = (node: SchemaTree): boolean => annotated(node, 'LIST') && hasRepeatedChild(node);

export const isMap = (node: SchemaTree): boolean =>
  hasRepeatedChild(node) &&
  (annotated(node, 'MAP') || node.element.converted_type === 'MAP_KEY_VALUE') &&
  node.children[0]?.children.length === 2;

/** Where the elements of a list are: `repeated` itself, or the only field in it. */
export interface ListElement {
  readonly repeated: SchemaTree;
  readonly element: SchemaTree;
}

/** By the rules of the Parquet specification, "Lists", which older writers make necessary. */
export const listElement = (node: SchemaTree): ListElement | null => {
  const [repeated] = node.children;
  if (repeated === undefined) return null;
  const [only, ...others] = repeated.children;
  const { name } = repeated.element;
  const isElement = name === 'array' || name === `${node.element.name}_tuple`;
  return { repeated, element: only === undefined || others.length > 0 || isElement ? repeated : only };
};

/** A list's element once more, as the repeated field by itself. */
export const asElement = ({ repeated, element }: ListElement): SchemaTree =>
  element === repeated ? { ...element, element: { ...element.element, repetition_type: 'REQUIRED' } } : element;
