import { invalidValue } from '../../../config/invalid-value.ts';
import { asError, DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';
import { fieldNames, isObject, readerOf } from './fields-of.ts';

/** Makes the key, or the value, of an entry. @throws DataError where the record has no such field. */
export type Extract = (record: SinkRecord) => SchemaAndValue;

const PATH = /^(key|value)((?:\.[\p{L}_$][\p{L}\p{N}_$-]*)*)$/u;

const fieldSchema = (schema: Schema | null, name: string): Schema | null => {
  if (schema?.type === 'MAP') return schema.valueSchema;
  if (schema?.type !== 'STRUCT') return null;
  const index = schema.fieldIndex.get(name);
  return index === undefined ? null : (schema.fields[index]?.schema ?? null);
};

const step = (expression: string, { schema, value }: SchemaAndValue, name: string): SchemaAndValue => {
  if (!isObject(value) || !fieldNames(value).includes(name))
    throw new DataError(`${expression}: there is no field ${name} in the record`);
  return { schema: fieldSchema(schema, name), value: readerOf(name)(value) };
};

/** Of a path such as `key` or `value.customer.id`, with the schema of what it leads to. */
const pathExtractor = (expression: string): Extract | undefined => {
  const [match, root, fields = ''] = PATH.exec(expression) ?? [];
  if (match === undefined) return undefined;
  const names = fields.split('.').slice(1);
  const rootOf = (record: SinkRecord): SchemaAndValue =>
    root === 'key'
      ? { schema: record.keySchema, value: record.key }
      : { schema: record.valueSchema, value: record.value };
  if (names.length === 0) return rootOf;
  return (record) => {
    const from = rootOf(record);
    // A tombstone has no fields, and stays one.
    if (from.value === null) return { schema: null, value: null as ConnectValue };
    return names.reduce((at, name) => step(expression, at, name), from);
  };
};

/** Of a path or an expression; the evaluator is loaded where there is one only. @throws ConfigError for what is neither. */
export const createExtractor = async (name: string, expression: string): Promise<Extract> => {
  const path = pathExtractor(expression);
  if (path !== undefined) return path;
  const { expressionExtractor } = await import('./expression-extractor.ts');
  try {
    return expressionExtractor(expression);
  } catch (error) {
    throw invalidValue(
      name,
      expression,
      `Neither a path such as value.id nor an expression in CEL: ${asError(error).message}`,
    );
  }
};
