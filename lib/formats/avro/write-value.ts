import { schemasEqual } from '../../connect/equality.ts';
import { DataError } from '../../connect/errors.ts';
import { type Field, type MapSchema, type Schema, type StructSchema, withOptions } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { type AvroField, type AvroNode, branchName, type RecordNode, type UnionNode } from './avro-node.ts';
import type { AvroOptions } from './avro-options.ts';
import type { AvroValue } from './avro-value.ts';
import { type AvroCodec, fieldKey } from './codec.ts';
import { avroName, ENUM_PARAMETER, GENERALIZED_ENUM, isUnionStruct, joinName, splitName } from './names.ts';
import { readDefault } from './read-default.ts';
import { toConnectSchema } from './to-connect-schema.ts';
import { anythingWriter } from './write-anything.ts';
import { holdsPrimitive, invalidType, primitiveWriter } from './write-primitive.ts';

type Write = (value: ConnectValue) => AvroValue;

const isMap = (value: ConnectValue): value is ReadonlyMap<ConnectValue, ConnectValue> => value instanceof Map;

const isEntries = (node: AvroNode): node is AvroNode & { readonly kind: 'array'; readonly items: RecordNode } =>
  node.kind === 'array' && node.items.kind === 'record' && node.items.fields.length === 2;

/** Whether a type of Avro, not a union, holds the values of a schema. */
const holds = (node: AvroNode, schema: Schema): boolean => {
  switch (schema.type) {
    case 'STRUCT':
      return node.kind === 'record';
    case 'ARRAY':
      return node.kind === 'array';
    case 'MAP':
      return node.kind === 'map' ? schema.keySchema.type === 'STRING' : isEntries(node);
    default:
      return holdsPrimitive(node, schema);
  }
};

const mismatch = (schema: Schema, node: AvroNode): DataError =>
  new DataError(`A ${schema.name ?? schema.type} cannot be written as the Avro type ${branchName(node)}`);

/**
 * Compiles the way of values of a Connect schema into a codec of an Avro schema, usually the one made of it, else one that a
 * registry holds: fields then find each other by their names, and those that only Avro's has take their defaults.
 * Follows `AvroData.fromConnectData`.
 *
 * @throws DataError when the Avro schema does not hold the values; so does the writer, for a value that is not of its schema.
 */
export const compileAvroWriter = (
  rootSchema: Schema | null,
  rootNode: AvroNode,
  { branchKey }: AvroCodec,
  options: AvroOptions,
): Write => {
  const wrap = (union: UnionNode, branch: AvroNode, write: Write): Write => {
    if (union.branches.filter(({ kind }) => kind !== 'null').length < 2) return write;
    const key = branchKey(branch);
    return (value) => ({ [key]: write(value) });
  };

  const fullNameOf = (schema: Schema): string | undefined => {
    const name = schema.parameters?.[ENUM_PARAMETER] ?? schema.parameters?.[GENERALIZED_ENUM] ?? schema.name;
    return name === undefined ? undefined : joinName(splitName(name, options));
  };

  /** Of several branches that would do, the one with the schema's name. */
  const branchFor = (union: UnionNode, schema: Schema): AvroNode => {
    const fitting = union.branches.filter((branch) => holds(branch, schema));
    const chosen = fitting.find((branch) => branchName(branch) === fullNameOf(schema)) ?? fitting[0];
    if (chosen === undefined) throw mismatch(schema, union);
    return chosen;
  };

  const intoUnion = (schema: Schema, union: UnionNode): Write => {
    const branch = branchFor(union, schema);
    return wrap(union, branch, content(schema, branch));
  };

  const unionStruct = (schema: StructSchema, node: AvroNode): Write => {
    const members = schema.fields.map((field) => compile(withOptions(field.schema, { optional: true }), node));
    return (value) => {
      if (!(value instanceof Struct)) throw invalidType(schema, value);
      const index = value.values.findIndex((member) => member !== null);
      return members[index]?.(value.values[index] ?? null) ?? null;
    };
  };

  const missing = (field: AvroField): Write => {
    if (field.defaultJson === undefined)
      throw new DataError(`The field ${field.name} of the registered Avro schema is missing, and has no default`);
    const schema = withOptions(toConnectSchema(field.node, options), { optional: true });
    const value = compile(schema, field.node)(readDefault(field.node, schema, field.defaultJson, options));
    return () => value;
  };

  const fieldWriter = (schema: StructSchema, given: Field | undefined, field: AvroField): Write => {
    if (given === undefined) return missing(field);
    const write = compile(given.schema, field.node);
    const { index } = given;
    const { defaultValue = null } = given.schema;
    return (struct) => {
      if (!(struct instanceof Struct)) throw invalidType(schema, struct);
      const value = struct.values[index] ?? null;
      return write(value === null && !options.ignoreDefaultForNullables ? defaultValue : value);
    };
  };

  const record = (schema: StructSchema, node: RecordNode): Write => {
    const given = new Map(schema.fields.map((field) => [avroName(field.name, options), field]));
    const fields = node.fields.map((field, index) => ({
      key: fieldKey(index),
      write: fieldWriter(schema, given.get(field.name), field),
    }));
    // Records of one batch share their schema object: an equal one is compared once, not for every record.
    let known = schema;
    return (value) => {
      if (!(value instanceof Struct)) throw invalidType(schema, value);
      if (value.schema !== schema && value.schema !== known) {
        if (!schemasEqual(value.schema, schema)) throw new DataError('Mismatching struct schema');
        known = value.schema;
      }
      const result: Record<string, AvroValue> = {};
      for (const { key, write } of fields) result[key] = write(value);
      return result;
    };
  };

  const entry = (writeKey: Write, writeValue: Write): ((entry: readonly [ConnectValue, ConnectValue]) => AvroValue) => {
    const [keyKey, valueKey] = [fieldKey(0), fieldKey(1)];
    return ([key, value]) => ({ [keyKey]: writeKey(key), [valueKey]: writeValue(value) });
  };

  const map = (schema: MapSchema, node: AvroNode): Write => {
    const keyNode: AvroNode | undefined = isEntries(node)
      ? node.items.fields[0]?.node
      : { kind: 'string', properties: {} };
    const valueNode = node.kind === 'map' ? node.values : isEntries(node) ? node.items.fields[1]?.node : undefined;
    if (keyNode === undefined || valueNode === undefined) throw mismatch(schema, node);
    const toEntry = entry(compile(schema.keySchema, keyNode), compile(schema.valueSchema, valueNode));
    const listKey = fieldKey(0);
    return (value) => {
      if (!isMap(value)) throw invalidType(schema, value);
      const entries = Array.from(value, toEntry);
      return node.kind === 'map' ? { [listKey]: entries } : entries;
    };
  };

  const array = (schema: Schema, write: Write): Write => {
    return (value) => {
      if (!Array.isArray(value)) throw invalidType(schema, value);
      return value.map(write);
    };
  };

  const content = (schema: Schema, node: AvroNode): Write => {
    switch (schema.type) {
      case 'STRUCT':
        if (node.kind === 'record') return record(schema, node);
        break;
      case 'ARRAY':
        if (node.kind === 'array') return array(schema, compile(schema.valueSchema, node.items));
        break;
      case 'MAP':
        return map(schema, node);
      default:
        if (holdsPrimitive(node, schema)) return primitiveWriter(schema, node);
    }
    throw mismatch(schema, node);
  };

  const compile = (schema: Schema, node: AvroNode): Write => {
    const write = isUnionStruct(schema)
      ? unionStruct(schema, node)
      : node.kind === 'union'
        ? intoUnion(schema, node)
        : content(schema, node);
    return (value) => {
      if (value !== null) return write(value);
      if (schema.optional) return null;
      throw new DataError('Found null value for non-optional schema');
    };
  };

  return rootSchema === null ? anythingWriter : compile(rootSchema, rootNode);
};
