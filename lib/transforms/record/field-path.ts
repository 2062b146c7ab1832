import { type ConnectMap, entryOf } from '../../connect/connect-map.ts';
import { ConfigError } from '../../connect/errors.ts';
import { type Field, fieldOf, type Schema, type StructSchema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { requireMap, requireStruct } from './requirements.ts';
import { fieldReader, type ReadField } from './struct-fields.ts';

/** Names from the outside in; at least one. */
export type FieldPath = readonly [first: string, ...rest: readonly string[]];

const unpaired = (path: string, at: number): ConfigError =>
  new ConfigError(
    `Incomplete backtick pair in path: [${path}], consider adding a backslash before backtick at position ${at} to escape it`,
  );

/** From an opening backtick to the one that ends the step: unescaped, and before a dot or the end. */
const quotedStep = (path: string, start: number): { readonly name: string; readonly end: number } => {
  let name = '';
  let from = start + 1;
  for (let at = path.indexOf('`', from); at !== -1; at = path.indexOf('`', at + 1)) {
    const isLast = at === path.length - 1;
    if (!isLast && path[at + 1] !== '.') continue;
    if (path[at - 1] !== '\\') return { name: name + path.slice(from, at), end: at + 1 };
    if (isLast) break;
    name += `${path.slice(from, at - 1)}\``;
    from = at + 1;
  }
  throw unpaired(path, start);
};

const plainStep = (path: string, start: number): { readonly name: string; readonly end: number } => {
  const dot = path.indexOf('.', start);
  const end = dot === -1 ? path.length : dot;
  return { name: path.slice(start, end), end };
};

/**
 * Reads a path as `field.syntax.version` says: V1 is one name, V2 names with dots between them, in backticks where a name has
 * dots itself (KIP-821).
 *
 * @throws ConfigError for a backtick without its pair.
 */
export const parseFieldPath = (path: string, version: 'V1' | 'V2'): FieldPath => {
  if (version === 'V1') return [path];
  const steps: string[] = [];
  let position = 0;
  while (position < path.length) {
    const { name, end } = path[position] === '`' ? quotedStep(path, position) : plainStep(path, position);
    steps.push(name);
    position = end + 1;
  }
  const [first = '', ...rest] = path.endsWith('.') ? [...steps, ''] : steps;
  return [first, ...rest];
};

/** The field at the end of a path, found once per schema. */
export interface FoundField {
  readonly schema: Schema;
  read(value: ConnectValue): ConnectValue;
}

const NESTED = 'nested field access';

interface Step {
  readonly index: number;
  readonly readField: ReadField;
}

const readAlong = (steps: readonly Step[], root: ConnectValue): ConnectValue => {
  let value = root;
  for (const { index, readField } of steps) {
    if (value === null) return null;
    value = readField(requireStruct(value, NESTED), index);
  }
  return value;
};

/** Where a path leads in structs of a schema; `undefined` when a field is missing. On the way null takes its default. */
export const findField = (
  root: StructSchema,
  path: FieldPath,
  replaceNullWithDefault: boolean,
): FoundField | undefined => {
  let schema: Schema = root;
  const steps: Step[] = [];
  for (const [depth, name] of path.entries()) {
    if (schema.type !== 'STRUCT') return undefined;
    const field: Field | undefined = fieldOf(schema, name);
    if (field === undefined) return undefined;
    const isLast = depth === path.length - 1;
    steps.push({ index: field.index, readField: fieldReader(schema, replaceNullWithDefault || !isLast) });
    schema = field.schema;
  }
  return { schema, read: (value) => readAlong(steps, value) };
};

/** Follows a path into maps; `null` where something is missing on the way. */
export const entryAtPath = (map: ConnectMap, path: FieldPath): ConnectValue => {
  let value: ConnectValue = map;
  for (const name of path) {
    if (value === null) return null;
    value = entryOf(requireMap(value, NESTED), name);
  }
  return value;
};
