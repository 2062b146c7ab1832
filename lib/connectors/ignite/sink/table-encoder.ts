import { DataError } from '../../../connect/errors.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { CacheDescription, QueryEntity, QueryField } from '../client/cache-configuration.ts';
import { TYPE } from '../client/type-codes.ts';
import { fieldNames, isObject, readerOf } from './fields-of.ts';
import { createObjectEncoder, type ObjectField } from './object-encoder.ts';
import { scalarOfJavaClass } from './scalars.ts';
import { createValueEncoder, type ValueEncoder } from './value-encoder.ts';

/** Makes encoders for the keys or the values of a table; by an example, whose shape all with its schema have. */
export type EncoderFor = (schema: Schema | null, example: ConnectValue) => ValueEncoder;

const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const schemaOfField = (schema: Schema | null, name: string): Schema | null => {
  if (schema?.type !== 'STRUCT') return null;
  const index = schema.fieldIndex.get(name);
  return index === undefined ? null : (schema.fields[index]?.schema ?? null);
};

const columnField = (column: QueryField, names: readonly string[], schema: Schema | null): ObjectField => {
  const name = names.find((one) => isSameName(one, column.name)) ?? column.name;
  const scalar = scalarOfJavaClass(column.typeName);
  const { typeCode, write } = scalar ?? createValueEncoder(schemaOfField(schema, name), column.typeName);
  return {
    name: column.name,
    typeCode,
    read: readerOf(name),
    write: (out, value) => {
      try {
        write(out, value);
      } catch (error) {
        if (error instanceof DataError) throw new DataError(`${column.name}: ${error.message}`, { cause: error });
        throw error;
      }
    },
  };
};

/** What of a struct is no column: stored all the same, though SQL does not show it. Without a schema its type is not known. */
const otherFields = (
  schema: Schema | null,
  typeName: string,
  names: readonly string[],
  columns: readonly QueryField[],
) => {
  const others = names.filter((name) => !columns.some((column) => isSameName(column.name, name)));
  if (schema === null && others.length > 0)
    throw new DataError(`The table of ${typeName} has no column for ${others.join(', ')}`);
  const encoders = others.map((name) => ({
    name,
    encoder: createValueEncoder(schemaOfField(schema, name), `${typeName}_${name}`),
  }));
  return {
    fields: encoders.map(({ name, encoder }): ObjectField => ({ name, ...encoder, read: readerOf(name) })),
    types: encoders.flatMap(({ encoder }) => encoder.types),
  };
};

const plain = (typeName: string, read: (value: ConnectValue) => ConnectValue): ValueEncoder | undefined => {
  const scalar = scalarOfJavaClass(typeName);
  if (scalar === undefined) return undefined;
  const write: ValueEncoder['write'] = (out, value) => {
    const content = read(value);
    if (content === null) throw new DataError(`There is no ${typeName} in the record where the table needs one`);
    scalar.write(out, content);
  };
  return { typeCode: scalar.typeCode, write, types: [] };
};

/** The one field of that name, of an object; of an object with one field, that; else the value itself. */
const only = (name: string | null, example: ConnectValue): ((value: ConnectValue) => ConnectValue) => {
  if (!isObject(example)) return (value) => value;
  const names = fieldNames(example);
  const found = names.find((one) => name !== null && isSameName(one, name)) ?? (names.length === 1 ? names[0] : name);
  return readerOf(found ?? '');
};

export const keyEncoderFor =
  (entity: QueryEntity, { affinityKeys }: CacheDescription): EncoderFor =>
  (schema, example) => {
    const single = plain(entity.keyTypeName, only(entity.keyFieldName, example));
    if (single !== undefined) return single;
    const columns = entity.fields.filter(({ isKey }) => isKey);
    const [first] = columns;
    const names = isObject(example) ? fieldNames(example) : [];
    const fields =
      !isObject(example) && columns.length === 1 && first !== undefined
        ? [{ ...columnField(first, names, schema), read: (value: ConnectValue) => value }]
        : columns.map((column) => columnField(column, names, schema));
    const object = createObjectEncoder(entity.keyTypeName, fields, affinityKeys.get(entity.keyTypeName) ?? null);
    return { typeCode: TYPE.OBJECT, write: object.write, types: [object.type] };
  };

export const valueEncoderFor =
  (entity: QueryEntity): EncoderFor =>
  (schema, example) => {
    const single = plain(entity.valueTypeName, only(entity.valueFieldName, example));
    if (single !== undefined) return single;
    if (!isObject(example))
      throw new DataError(`A struct or a map is needed for the columns of ${entity.valueTypeName}`);
    const names = fieldNames(example);
    const isKey = ({ name, isKey: flagged }: QueryField): boolean => flagged || name === entity.keyFieldName;
    const columns = entity.fields
      .filter((column) => !isKey(column))
      .map((column) => columnField(column, names, schema));
    const others = otherFields(schema, entity.valueTypeName, names, entity.fields);
    const object = createObjectEncoder(entity.valueTypeName, [...columns, ...others.fields], null);
    return { typeCode: TYPE.OBJECT, write: object.write, types: [...others.types, object.type] };
  };
