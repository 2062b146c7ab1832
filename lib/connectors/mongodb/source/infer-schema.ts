import { schemasEqual } from '../../../connect/equality.ts';
import { decimalSchema, timestampSchema } from '../../../connect/logical-types.ts';
import {
  arraySchema,
  fieldOf as fieldOfSchema,
  OPTIONAL_BOOLEAN_SCHEMA,
  OPTIONAL_BYTES_SCHEMA,
  OPTIONAL_FLOAT64_SCHEMA,
  OPTIONAL_INT32_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  primitiveSchema,
  type Schema,
  type StructSchema,
  structSchema,
} from '../../../connect/schema.ts';
import { ID_FIELD } from '../bson-value.ts';
import { elementsOf, type RawValue, TYPE } from './raw-bson.ts';
import { decimalOf } from './schema-value.ts';

/** Stands for a value that says nothing of its type, such as null; told from a text's schema by identity. */
const UNKNOWN: Schema = primitiveSchema('STRING', { optional: true });
const OPTIONAL_TIMESTAMP = timestampSchema({ optional: true });

const SCALARS: Readonly<Record<number, Schema>> = {
  [TYPE.boolean]: OPTIONAL_BOOLEAN_SCHEMA,
  [TYPE.int32]: OPTIONAL_INT32_SCHEMA,
  [TYPE.int64]: OPTIONAL_INT64_SCHEMA,
  [TYPE.double]: OPTIONAL_FLOAT64_SCHEMA,
  [TYPE.dateTime]: OPTIONAL_TIMESTAMP,
  [TYPE.timestamp]: OPTIONAL_TIMESTAMP,
  [TYPE.binary]: OPTIONAL_BYTES_SCHEMA,
  [TYPE.null]: UNKNOWN,
};

type NamedSchema = readonly [name: string, schema: Schema];

/** The id first, then by name. */
const ordered = (fields: readonly NamedSchema[]): readonly NamedSchema[] =>
  fields.toSorted(([a], [b]) => Number(b === ID_FIELD) - Number(a === ID_FIELD) || (a < b ? -1 : a > b ? 1 : 0));

const combineStructs = (first: StructSchema, second: StructSchema): Schema => {
  const names = [...new Set([...first.fields, ...second.fields].map(({ name }) => name))];
  const fields = names.map((name): NamedSchema => {
    const [one, other] = [fieldOfSchema(first, name)?.schema, fieldOfSchema(second, name)?.schema];
    return [name, combine(one ?? UNKNOWN, other ?? UNKNOWN)];
  });
  return structSchema(ordered(fields), { name: first.name, optional: true });
};

const combine = (first: Schema, second: Schema): Schema => {
  if (first === UNKNOWN) return second;
  if (second === UNKNOWN || schemasEqual(first, second)) return first;
  if (first.type === 'STRUCT' && second.type === 'STRUCT') return combineStructs(first, second);
  if (first.type === 'ARRAY' && second.type === 'ARRAY')
    return arraySchema(combine(first.valueSchema, second.valueSchema), { name: first.name, optional: true });
  return OPTIONAL_STRING_SCHEMA;
};

const inferArray = (path: string, array: RawValue): Schema => {
  let combined: Schema = UNKNOWN;
  for (const { value } of elementsOf(array)) {
    combined = combine(combined, infer(path, value));
    // Texts stay texts, whatever else follows.
    if (combined === OPTIONAL_STRING_SCHEMA) break;
  }
  return arraySchema(combined, { name: path, optional: true });
};

const inferStruct = (path: string, document: RawValue, optional: boolean): StructSchema => {
  const within = (name: string): string => (path === ROOT || name === ID_FIELD ? name : `${path}_${name}`);
  const fields = elementsOf(document).map(({ name, value }): NamedSchema => [name, infer(within(name), value)]);
  return structSchema(ordered(fields), { name: path, optional });
};

const infer = (path: string, value: RawValue): Schema => {
  if (value.type === TYPE.document) return inferStruct(path, value, true);
  if (value.type === TYPE.array) return inferArray(path, value);
  if (value.type === TYPE.decimal128) return decimalSchema(decimalOf(value).scale, { optional: true });
  return SCALARS[value.type] ?? OPTIONAL_STRING_SCHEMA;
};

const ROOT = 'default';

/** The schema that a document itself suggests; follows `BsonDocumentToSchema`. */
export const inferSchema = (document: RawValue): Schema => inferStruct(ROOT, document, false);
