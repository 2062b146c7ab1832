import { DataError } from '../../connect/errors.ts';
import { type AvroJson, type AvroObject, isAvroList, isAvroObject } from './avro-json.ts';
import type { AvroField, AvroNode, AvroPrimitive } from './avro-node.ts';

const PRIMITIVES: ReadonlySet<string> = new Set<AvroPrimitive>([
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
]);

const isPrimitive = (name: string): name is AvroPrimitive => PRIMITIVES.has(name);

const invalid = (what: string, json: AvroJson | undefined): DataError =>
  new DataError(
    `Invalid Avro schema: ${what}: ${JSON.stringify(json, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}`,
  );

/** The types that go by a name. */
export type NamedTypes = Map<string, AvroNode>;

const textOf = (json: AvroJson | undefined): string | undefined => (typeof json === 'string' ? json : undefined);

const fullNameOf = (json: AvroObject, namespace: string): string => {
  const name = textOf(json.name);
  if (name === undefined) throw invalid('a type has no name', json);
  if (name.includes('.')) return name;
  const own = textOf(json.namespace) ?? namespace;
  return own === '' ? name : `${own}.${name}`;
};

const namespaceOf = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));

const symbolsOf = (json: AvroObject): readonly string[] => {
  if (!isAvroList(json.symbols)) throw invalid('an enum has no symbols', json);
  return json.symbols.map(String);
};

/**
 * Parses a schema of the Avro specification 1.12.
 *
 * @param known types of the schemas that this one refers to; those defined here are added.
 * @throws DataError when it is none.
 */
export const parseAvroSchema = (root: AvroJson, known: NamedTypes = new Map()): AvroNode => {
  const define = <N extends AvroNode & { readonly fullName: string }>(node: N): N => {
    known.set(node.fullName, node);
    return node;
  };

  const byName = (name: string, namespace: string): AvroNode => {
    if (isPrimitive(name)) return { kind: name, properties: {} };
    const node = known.get(namespace === '' || name.includes('.') ? name : `${namespace}.${name}`) ?? known.get(name);
    if (node === undefined) throw invalid('unknown type', name);
    return node;
  };

  const fieldOf = (json: AvroJson, namespace: string): AvroField => {
    if (!isAvroObject(json)) throw invalid('not a field', json);
    const name = textOf(json.name);
    if (name === undefined) throw invalid('a field has no name', json);
    return { name, node: parse(json.type, namespace), doc: textOf(json.doc), defaultJson: json.default };
  };

  const recordOf = (json: AvroObject, namespace: string): AvroNode => {
    const fullName = fullNameOf(json, namespace);
    const fields: AvroField[] = [];
    const node = define({ kind: 'record', fullName, properties: json, fields });
    if (!isAvroList(json.fields)) throw invalid('a record has no fields', json);
    for (const field of json.fields) fields.push(fieldOf(field, namespaceOf(fullName)));
    return node;
  };

  const complex = (json: AvroObject, namespace: string): AvroNode => {
    const { type } = json;
    const properties = json;
    switch (type) {
      case 'record':
      case 'error':
        return recordOf(json, namespace);
      case 'enum':
        return define({ kind: type, fullName: fullNameOf(json, namespace), symbols: symbolsOf(json), properties });
      case 'fixed':
        return define({ kind: type, fullName: fullNameOf(json, namespace), size: Number(json.size), properties });
      case 'array':
        return { kind: type, items: parse(json.items, namespace), properties };
      case 'map':
        return { kind: type, values: parse(json.values, namespace), properties };
      default:
        return typeof type === 'string' && isPrimitive(type) ? { kind: type, properties } : parse(type, namespace);
    }
  };

  const parse = (json: AvroJson | undefined, namespace: string): AvroNode => {
    if (typeof json === 'string') return byName(json, namespace);
    if (isAvroList(json)) return { kind: 'union', branches: json.map((branch) => parse(branch, namespace)) };
    if (isAvroObject(json)) return complex(json, namespace);
    throw invalid('not a type', json);
  };

  return parse(root, '');
};
