import type { RawValue } from './raw-value.ts';
import { quoteLiteral } from './session.ts';
import type { ColumnModel } from './table-model.ts';

const NUMERIC =
  /^(TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|BIGINT|DECIMAL|NUMERIC|DEC|FIXED|FLOAT|DOUBLE|REAL|YEAR|BOOL)/i;

/** ENUM and SET are ordered by their numbers, not by their labels. */
const numberOfLabels = ({ typeName, enumValues }: ColumnModel, text: string): bigint => {
  const places = (text === '' ? [] : text.split(',')).map((label) => enumValues.indexOf(label));
  if (typeName.toUpperCase().startsWith('ENUM')) return BigInt(enumValues.indexOf(text) + 1);
  return places.reduce((mask, place) => mask | (1n << BigInt(place)), 0n);
};

/** A key's value that a query gave, as SQL that compares with the column in the order of the key. */
export const keyLiteral = (column: ColumnModel, value: RawValue): string => {
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  if (/^(ENUM|SET)/i.test(column.typeName)) return String(numberOfLabels(column, String(value)));
  return NUMERIC.test(column.typeName) ? String(value) : quoteLiteral(String(value));
};
