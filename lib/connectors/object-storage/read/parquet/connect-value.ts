import type { SchemaTree } from 'hyparquet';
import { Decimal } from '../../../../connect/decimal.ts';
import { decimalFromBytes, decimalScale } from '../../../../connect/decimal-bytes.ts';
import { DataError } from '../../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../../connect/logical-types.ts';
import type { ArraySchema, MapSchema, PrimitiveSchema, Schema, StructSchema } from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import { asElement, listElement } from './schema-node.ts';

/** Reads a value as hyparquet has it without annotations: lists and maps as the groups that they are. */
type Read = (raw: unknown) => ConnectValue;

const DAY_MS = 86_400_000;

const mismatch = (schema: Schema, { element }: SchemaTree): DataError =>
  new DataError(`Column ${element.name} of type ${element.type ?? 'group'} is no ${schema.name ?? schema.type}`);

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null;

const member = (raw: unknown, name: string): unknown => (isRecord(raw) ? raw[name] : undefined);

const items = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);

const safe = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

const isUnsigned = ({ element: { converted_type: converted, logical_type: logical } }: SchemaTree): boolean =>
  converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned);

const integer = (schema: Schema, node: SchemaTree): Read => {
  const unsigned = isUnsigned(node);
  return (raw) => {
    if (typeof raw === 'number') return unsigned ? raw >>> 0 : raw;
    if (typeof raw === 'bigint') return safe(unsigned ? BigInt.asUintN(64, raw) : raw);
    throw mismatch(schema, node);
  };
};

const date =
  (schema: Schema, node: SchemaTree, unitMs: number): Read =>
  (raw) => {
    if (typeof raw !== 'number' && typeof raw !== 'bigint') throw mismatch(schema, node);
    return new Date(Number(raw) * unitMs);
  };

const decimal = (schema: Schema, node: SchemaTree): Read => {
  const scale = decimalScale(schema);
  return (raw) => {
    if (raw instanceof Uint8Array) return decimalFromBytes(raw, scale);
    if (typeof raw === 'number' || typeof raw === 'bigint') return new Decimal(BigInt(raw), scale);
    throw mismatch(schema, node);
  };
};

const uuidText = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const text = (schema: Schema, node: SchemaTree): Read => {
  const isUuid = node.element.logical_type?.type === 'UUID';
  return (raw) => {
    if (typeof raw === 'string') return raw;
    if (raw instanceof Uint8Array) return isUuid ? uuidText(raw) : Buffer.from(raw).toString();
    throw mismatch(schema, node);
  };
};

const only =
  (schema: Schema, node: SchemaTree, fits: (raw: unknown) => raw is ConnectValue): Read =>
  (raw) => {
    if (!fits(raw)) throw mismatch(schema, node);
    return raw;
  };

const primitive = (schema: PrimitiveSchema, node: SchemaTree): Read => {
  switch (schema.type) {
    case 'STRING':
      return text(schema, node);
    case 'BYTES':
      return only(schema, node, (raw) => raw instanceof Uint8Array);
    case 'BOOLEAN':
      return only(schema, node, (raw) => typeof raw === 'boolean');
    case 'FLOAT32':
    case 'FLOAT64':
      return only(schema, node, (raw) => typeof raw === 'number');
    default:
      return integer(schema, node);
  }
};

const leaf = (schema: PrimitiveSchema, node: SchemaTree): Read => {
  switch (schema.name) {
    case DECIMAL_NAME:
      return decimal(schema, node);
    case DATE_NAME:
      return date(schema, node, DAY_MS);
    case TIME_NAME:
    case TIMESTAMP_NAME:
      return date(schema, node, 1);
    default:
      return primitive(schema, node);
  }
};

const list = (schema: ArraySchema, node: SchemaTree): Read => {
  if (node.element.repetition_type === 'REPEATED') {
    const read = compileRead(schema.valueSchema, asElement({ repeated: node, element: node }));
    return (raw) => items(raw).map(read);
  }
  const found = listElement(node);
  if (found === null) throw mismatch(schema, node);
  const read = compileRead(schema.valueSchema, asElement(found));
  const [group, inner] = [found.repeated.element.name, found.element.element.name];
  return found.element === found.repeated
    ? (raw) => items(member(raw, group)).map(read)
    : (raw) => items(member(raw, group)).map((item) => read(member(item, inner)));
};

/** Maps are lists of entries, of which older writers have one more group around. */
const map = (schema: MapSchema, node: SchemaTree): Read => {
  const found = listElement(node);
  const [key, value] = found?.element.children.length === 2 ? found.element.children : (found?.repeated.children ?? []);
  if (found === null || key === undefined || value === undefined) throw mismatch(schema, node);
  const [readKey, readValue] = [compileRead(schema.keySchema, key), compileRead(schema.valueSchema, value)];
  const isDeeper = found.element !== found.repeated && found.element.children.length === 2;
  const entryOf = (item: unknown): unknown => (isDeeper ? member(item, found.element.element.name) : item);
  return (raw) =>
    new Map(
      items(member(raw, found.repeated.element.name)).map((item) => [
        readKey(member(entryOf(item), key.element.name)),
        readValue(member(entryOf(item), value.element.name)),
      ]),
    );
};

const struct = (schema: StructSchema, node: SchemaTree): Read => {
  const reads = fieldReads(schema, node);
  return (raw) =>
    new Struct(
      schema,
      schema.fields.map(({ name }, index) => reads[index]?.(member(raw, name)) ?? null),
    );
};

const byType = (schema: Schema, node: SchemaTree): Read => {
  switch (schema.type) {
    case 'STRUCT':
      return struct(schema, node);
    case 'ARRAY':
      return list(schema, node);
    case 'MAP':
      return map(schema, node);
    default:
      return leaf(schema, node);
  }
};

const compileRead = (schema: Schema, node: SchemaTree): Read => {
  const read = byType(schema, node);
  return (raw) => (raw === null || raw === undefined ? null : read(raw));
};

/** For each field the way from its column; fields that the file lacks are null. */
const fieldReads = (schema: StructSchema, { children }: SchemaTree): ReadonlyArray<Read> =>
  schema.fields.map((field) => {
    const node = children.find(({ element }) => element.name === field.name);
    if (node !== undefined) return compileRead(field.schema, node);
    if (!field.schema.optional) throw new DataError(`The file has no column ${field.name}, which its schema requires`);
    return () => null;
  });

/**
 * Compiles the way from rows, given as the values of the columns in order, to structs.
 *
 * @throws DataError when the columns are not of the schema.
 */
export const rowReader = (schema: StructSchema, root: SchemaTree): ((row: readonly unknown[]) => Struct) => {
  const reads = fieldReads(schema, root);
  const columns = schema.fields.map(({ name }) => root.children.findIndex(({ element }) => element.name === name));
  return (row) =>
    new Struct(
      schema,
      columns.map((column, index) => reads[index]?.(row[column]) ?? null),
    );
};
