import { DataError } from '../../../connect/errors.ts';
import type { SchemaAndValue } from '../../../connect/value.ts';
import { valueAtPath } from './field-path.ts';
import type { Partitioner } from './partitioner.ts';

const isFraction = ({ schema, value }: SchemaAndValue): boolean =>
  typeof value === 'number' && (schema === null ? !Number.isInteger(value) : schema.type.startsWith('FLOAT'));

const fieldText = (name: string, found: SchemaAndValue | undefined): string => {
  if (found === undefined) throw new DataError(`Field '${name}' is not present in the record.`);
  if (isFraction(found) || (typeof found.value === 'object' && found.value !== null))
    throw new DataError(`Field '${name}' cannot partition records: only integers, strings and booleans can.`);
  return `${name}=${found.value}`;
};

/** A directory a field, such as `country=FR/age=7`; follows `FieldPartitioner`, which takes structs only. */
export const fieldPartitioner = (names: readonly string[], delimiter: string): Partitioner => {
  const fields = names.map((name) => ({ name, path: name.split('.') }));
  return {
    encodePartition: ({ value }) =>
      fields.map(({ name, path }) => fieldText(name, valueAtPath(value, path))).join(delimiter),
  };
};
