import avro, { type Schema as AvscSchema, type Type } from 'avsc';
import { DataError } from '../../connect/errors.ts';
import type { AvroNode, RecordNode } from './avro-node.ts';
import { longType } from './long-type.ts';

/** What may be a branch of a union; avsc does not export it. */
type DefinedType = Exclude<AvscSchema, Type | readonly unknown[]>;

/** Names within a codec: only places matter on the wire, and avsc takes fewer names than other writers of Avro do. */
export const fieldKey = (index: number): string => `f${index}`;
export const symbolKey = (index: number): string => `S${index}`;

const isUnion = (schema: unknown): schema is readonly AvscSchema[] => Array.isArray(schema);

/** avsc tells branches by their values, unless they are wrapped in their names: done where there is a choice. */
const typeHook = (schema: AvscSchema, opts: object): Type | undefined => {
  if (schema === 'long') return longType;
  const hasChoice = isUnion(schema) && schema.filter((branch) => branch !== 'null').length > 1;
  return hasChoice ? new avro.types.WrappedUnionType(schema, opts) : undefined;
};

export interface AvroCodec {
  /** Encodes and decodes values with the names above. */
  readonly type: Type;
  /** By what the wrapped value of a union's branch is named. */
  branchKey(branch: AvroNode): string;
}

/** avsc's type for a schema. */
export const createCodec = (root: AvroNode): AvroCodec => {
  const names = new Map<AvroNode, string>();

  const record = (node: RecordNode, name: string): DefinedType => ({
    type: 'record',
    name,
    fields: node.fields.map((field, index) => ({ name: fieldKey(index), type: convert(field.node) })),
  });

  const named = (node: AvroNode, build: (name: string) => DefinedType): DefinedType => {
    const known = names.get(node);
    if (known !== undefined) return known;
    const name = `T${names.size}`;
    names.set(node, name);
    return build(name);
  };

  /** On the wire a map is a list of entries; as avsc's own map it would lose the key `__proto__`. */
  const map = (values: AvroNode, name: string): DefinedType => {
    const entry: AvscSchema = {
      type: 'record',
      name: `${name}Entry`,
      fields: [
        { name: fieldKey(0), type: 'string' },
        { name: fieldKey(1), type: convert(values) },
      ],
    };
    return { type: 'record', name, fields: [{ name: fieldKey(0), type: { type: 'array', items: entry } }] };
  };

  const convert = (node: AvroNode): AvscSchema => (node.kind === 'union' ? node.branches.map(single) : single(node));

  const single = (node: AvroNode): DefinedType => {
    switch (node.kind) {
      case 'record':
        return named(node, (name) => record(node, name));
      case 'enum':
        return named(node, (name) => ({
          type: 'enum',
          name,
          symbols: node.symbols.map((_, index) => symbolKey(index)),
        }));
      case 'fixed':
        return named(node, (name) => ({ type: 'fixed', name, size: node.size }));
      case 'array':
        return { type: 'array', items: convert(node.items) };
      case 'map':
        return named(node, (name) => map(node.values, name));
      case 'union':
        throw new DataError('Invalid Avro schema: a union directly in a union');
      default:
        return node.kind;
    }
  };

  const type = avro.Type.forSchema(convert(root), { typeHook, omitRecordMethods: true });
  return { type, branchKey: (branch) => names.get(branch) ?? branch.kind };
};
