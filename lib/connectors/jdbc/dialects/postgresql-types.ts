import { DataError } from '../../../connect/errors.ts';
import type { Column, ColumnType, Raw } from '../column.ts';
import { parsePostgresArray } from './postgresql-array.ts';

/** What PostgreSQL says about a column of a select. */
export interface PostgresColumn {
  readonly name: string;
  /** As in pg_type: `int4`, `_text`. */
  readonly typeName: string;
  /** The type of an array's elements. */
  readonly elementType: string | null;
  /** Length, or precision and scale; -1 for none. */
  readonly modifier: number;
  readonly nullable: boolean;
  readonly autoIncrement: boolean;
}

/** See numeric_typmod_scale in PostgreSQL's numeric.c; scales may be negative since version 15. */
const numericType = (modifier: number): ColumnType => {
  if (modifier < 0) return { kind: 'NUMERIC', precision: 0, scale: null };
  const packed = modifier - 4;
  return { kind: 'NUMERIC', precision: packed >> 16, scale: ((packed & 0x7ff) ^ 1024) - 1024 };
};

const bitType = (length: number): ColumnType => {
  if (length === 1) return { kind: 'BOOLEAN' };
  return { kind: length <= 8 ? 'INT8' : 'BYTES' };
};

const scalarType = (typeName: string, modifier: number): ColumnType => {
  switch (typeName) {
    case 'bool':
      return { kind: 'BOOLEAN' };
    case 'int2':
      return { kind: 'INT16' };
    case 'int4':
      return { kind: 'INT32' };
    case 'int8':
    case 'oid':
      return { kind: 'INT64' };
    case 'float4':
      return { kind: 'FLOAT32' };
    case 'float8':
    case 'money':
      return { kind: 'FLOAT64' };
    case 'numeric':
      return numericType(modifier);
    case 'bytea':
      return { kind: 'BYTES' };
    case 'bit':
      return bitType(modifier);
    case 'date':
      return { kind: 'DATE' };
    case 'time':
    case 'timetz':
      return { kind: 'TIME' };
    case 'timestamp':
      return { kind: 'TIMESTAMP', clock: 'wall' };
    case 'timestamptz':
      return { kind: 'TIMESTAMP', clock: 'instant' };
    default:
      // Text, json, uuid, xml, enums; and what the original leaves out (inet, interval, ranges, …), in its text form.
      return { kind: 'STRING' };
  }
};

const bits = (raw: Raw): Uint8Array => {
  const text = String(raw);
  const digits = text.padStart(Math.ceil(text.length / 8) * 8, '0');
  return Uint8Array.from(digits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
};

const signedByte = (raw: Raw): number => (Number.parseInt(String(raw), 2) << 24) >> 24;

const preparations: Readonly<Record<string, (raw: Raw) => Raw>> = {
  bytea: (raw) => Buffer.from(String(raw).slice(2), 'hex'),
  // Sessions set lc_monetary to C: -$1,234.50
  money: (raw) => Number(String(raw).replace(/[$,]/g, '')),
};

const preparationOf = (typeName: string, type: ColumnType) => {
  if (typeName === 'bit' && type.kind === 'BYTES') return bits;
  if (typeName === 'bit' && type.kind === 'INT8') return signedByte;
  return preparations[typeName];
};

const arrayType = (elementType: string, modifier: number): ColumnType => {
  const element = scalarType(elementType, modifier);
  const prepare = preparationOf(elementType, element) ?? ((raw: Raw) => raw);
  const elements = (raw: Raw) =>
    parsePostgresArray(String(raw)).map((item) => {
      if (item === null) return null;
      if (typeof item === 'string') return prepare(item);
      throw new DataError('Arrays of more than one dimension are not supported');
    });
  return { kind: 'ARRAY', element, elements };
};

export const columnOfPostgres = (column: PostgresColumn): Column => {
  const { name, typeName, elementType, modifier, nullable, autoIncrement } = column;
  const facts = { name, nullable, autoIncrement };
  if (elementType !== null) return { ...facts, type: arrayType(elementType, modifier) };
  const type = scalarType(typeName, modifier);
  const prepare = preparationOf(typeName, type);
  return prepare === undefined ? { ...facts, type } : { ...facts, type, prepare };
};
