import { decimalFromBytes, decimalScale } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import { dateFromDays, timeFromMillis, timestampFromMillis } from '../../connect/logical-values.ts';
import type { MapSchema, Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { type AvroNode, type EnumNode, optionalBranch, type RecordNode, type UnionNode } from './avro-node.ts';
import { type AvroValue, isAvroArray, isAvroRecord } from './avro-value.ts';
import { type AvroCodec, fieldKey, symbolKey } from './codec.ts';

type Read = (value: AvroValue) => ConnectValue;

const invalid = (schema: Schema, value: AvroValue | undefined): DataError =>
  new DataError(`Invalid type for ${schema.type}: ${typeof value}`);

const numeric =
  (schema: Schema, convert: (value: number) => ConnectValue): Read =>
  (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') throw invalid(schema, value);
    return convert(Number(value));
  };

const bytesReader = (schema: Schema): Read => {
  const scale = schema.name === DECIMAL_NAME ? decimalScale(schema) : undefined;
  return (value) => {
    if (!Buffer.isBuffer(value)) throw invalid(schema, value);
    return scale === undefined ? value : decimalFromBytes(value, scale);
  };
};

const enumReader = (schema: Schema, { symbols }: EnumNode): Read => {
  const byKey = new Map(symbols.map((symbol, index) => [symbolKey(index), symbol]));
  return (value) => {
    const symbol = typeof value === 'string' ? byKey.get(value) : undefined;
    if (symbol === undefined) throw invalid(schema, value);
    return symbol;
  };
};

/** What avsc has decoded is of the right type: only values that mean something else are touched. */
const asIs: Read = (value) => {
  if (typeof value === 'object') throw new DataError('Invalid Avro data');
  return value;
};

const primitiveReader = (schema: Schema, node: AvroNode): Read => {
  switch (schema.name) {
    case DATE_NAME:
      return numeric(schema, dateFromDays);
    case TIME_NAME:
      return numeric(schema, timeFromMillis);
    case TIMESTAMP_NAME:
      return numeric(schema, timestampFromMillis);
    default:
      if (schema.type === 'BYTES') return bytesReader(schema);
      return node.kind === 'enum' ? enumReader(schema, node) : asIs;
  }
};

/**
 * Compiles the way of a codec's values into those of the schema that its Avro schema became; follows
 * `AvroData.toConnectData`.
 */
export const compileAvroReader = (root: AvroNode, rootSchema: Schema, { branchKey }: AvroCodec): Read => {
  const record = (node: RecordNode, schema: StructSchema): Read => {
    const fields = schema.fields.map((field, index) => {
      const own = node.fields[index];
      if (own === undefined) throw invalid(schema, undefined);
      return { key: fieldKey(index), read: compile(own.node, field.schema) };
    });
    return (value) => {
      if (!isAvroRecord(value)) throw invalid(schema, value);
      const values: ConnectValue[] = [];
      for (const { key, read } of fields) values.push(read(value[key] ?? null));
      return new Struct(schema, values);
    };
  };

  const union = (node: UnionNode, schema: Schema): Read => {
    if (schema.type !== 'STRUCT') return compile(node.branches[0] ?? node, schema);
    const branches = node.branches.filter(({ kind }) => kind !== 'null');
    const members = new Map(
      branches.map((branch, index) => {
        const member = schema.fields[index];
        if (member === undefined) throw invalid(schema, undefined);
        return [branchKey(branch), { index, read: compile(branch, member.schema) }];
      }),
    );
    const none: readonly ConnectValue[] = schema.fields.map(() => null);
    return (value) => {
      const [key = ''] =
        branches.length > 1 && isAvroRecord(value) ? Object.keys(value) : [branchKey(branches[0] ?? node)];
      const member = members.get(key);
      if (member === undefined) throw new DataError('Did not find matching union field for data');
      const content = branches.length > 1 && isAvroRecord(value) ? (value[key] ?? null) : value;
      return new Struct(schema, none.with(member.index, member.read(content)));
    };
  };

  const entry = (readKey: Read, readValue: Read): ((value: AvroValue) => readonly [ConnectValue, ConnectValue]) => {
    const [keyKey, valueKey] = [fieldKey(0), fieldKey(1)];
    return (value) => {
      if (!isAvroRecord(value)) throw new DataError('Invalid Avro data: a map holds no entry');
      return [readKey(value[keyKey] ?? null), readValue(value[valueKey] ?? null)];
    };
  };

  const map = (node: AvroNode, schema: MapSchema): Read => {
    const fields = node.kind === 'array' && node.items.kind === 'record' ? node.items.fields : [];
    const keyNode: AvroNode | undefined = node.kind === 'map' ? { kind: 'string', properties: {} } : fields[0]?.node;
    const valueNode = node.kind === 'map' ? node.values : fields[1]?.node;
    if (keyNode === undefined || valueNode === undefined) throw invalid(schema, undefined);
    const toEntry = entry(compile(keyNode, schema.keySchema), compile(valueNode, schema.valueSchema));
    const listKey = fieldKey(0);
    return (value) => {
      const entries = isAvroRecord(value) ? value[listKey] : value;
      if (!isAvroArray(entries)) throw invalid(schema, value);
      return new Map(entries.map(toEntry));
    };
  };

  const array = (schema: Schema, read: Read): Read => {
    return (value) => {
      if (!isAvroArray(value)) throw invalid(schema, value);
      return value.map(read);
    };
  };

  const content = (node: AvroNode, schema: Schema): Read => {
    if (node.kind === 'union') return union(node, schema);
    if (schema.type === 'STRUCT' && node.kind === 'record') return record(node, schema);
    if (schema.type === 'ARRAY' && node.kind === 'array') return array(schema, compile(node.items, schema.valueSchema));
    if (schema.type === 'MAP') return map(node, schema);
    return primitiveReader(schema, node);
  };

  const compile = (node: AvroNode, schema: Schema): Read => {
    const only = node.kind === 'union' ? optionalBranch(node) : undefined;
    const read = content(only ?? node, schema);
    return (value) => {
      if (value !== null) return read(value);
      if (schema.optional) return null;
      throw new DataError('Found null value for non-optional schema');
    };
  };

  return compile(root, rootSchema);
};
