import { DataError } from './errors.ts';
import type { StructSchema } from './schema.ts';
import type { ConnectValue } from './value.ts';

/**
 * A record with named fields; follows `org.apache.kafka.connect.data.Struct`. Values are positional, in the order of
 * the schema's fields, so that a connector can fill one without a look-up per field. Immutable once handed on.
 */
export class Struct {
  readonly schema: StructSchema;
  readonly values: readonly ConnectValue[];

  /** `values[i]` belongs to `schema.fields[i]`; a missing field is `null`, never a hole. */
  constructor(schema: StructSchema, values: readonly ConnectValue[]) {
    this.schema = schema;
    this.values = values;
  }

  /**
   * Builds a struct from named values; fields that are not named are `null`.
   *
   * @throws DataError when a name is not a field.
   */
  static of(schema: StructSchema, named: Readonly<Record<string, ConnectValue>>): Struct {
    const values: ConnectValue[] = schema.fields.map(() => null);
    for (const [name, value] of Object.entries(named)) values[indexOf(schema, name)] = value;
    return new Struct(schema, values);
  }

  /**
   * The field's value, or its schema's default where the value is `null`.
   *
   * @throws DataError when the name is not a field.
   */
  get(name: string): ConnectValue {
    const index = indexOf(this.schema, name);
    return this.values[index] ?? this.schema.fields[index]?.schema.defaultValue ?? null;
  }

  /** As {@link get}, but `null` stays `null`. */
  getWithoutDefault(name: string): ConnectValue {
    return this.values[indexOf(this.schema, name)] ?? null;
  }
}

const indexOf = (schema: StructSchema, name: string): number => {
  const index = schema.fieldIndex.get(name);
  if (index === undefined) throw new DataError(`${name} is not a valid field name`);
  return index;
};
