import type { ColumnType, PlainKind } from './column.ts';

/** `numeric.mapping`. */
export type NumericMapping = 'none' | 'precision_only' | 'best_fit' | 'best_fit_eager_double';

/** The most digits that always fit an INT64. */
const MAX_INTEGER_PRECISION = 18;

const integerKind = (precision: number): PlainKind => {
  if (precision > 9) return 'INT64';
  if (precision > 4) return 'INT32';
  return precision > 2 ? 'INT16' : 'INT8';
};

/**
 * The primitive that stands for a NUMERIC under that mapping, or `null` when it stays a Decimal. A NUMERIC without limits
 * is a double where that is asked for at any price, and never an integer.
 */
export const mapNumeric = (
  { precision, scale }: Extract<ColumnType, { kind: 'NUMERIC' | 'DECIMAL' }>,
  mapping: NumericMapping,
): PlainKind | null => {
  const integral = scale !== null && scale < 1 && precision <= MAX_INTEGER_PRECISION;
  switch (mapping) {
    case 'none':
      return null;
    case 'precision_only':
      return integral && scale === 0 ? integerKind(precision) : null;
    case 'best_fit':
      if (integral) return integerKind(precision - (scale ?? 0));
      return scale !== null && scale > 0 && precision <= MAX_INTEGER_PRECISION ? 'FLOAT64' : null;
    case 'best_fit_eager_double':
      if (integral) return integerKind(precision - (scale ?? 0));
      return scale === null || scale > 0 ? 'FLOAT64' : null;
  }
};
