import { enumeration, enumerationSet } from '../../logical-schemas.ts';
import type { RawValue } from '../raw-value.ts';
import { textType } from './texts.ts';
import type { ValueType } from './value-type.ts';

/** A comma within a label is told from those between them. */
const escaped = (labels: readonly string[]): readonly string[] => labels.map((label) => label.replaceAll(',', '\\,'));

/** The log has a label's number, counted from 1; 0 stands for a value that was none of them. */
export const enumType = (column: string, labels: readonly string[], charset: string | null): ValueType => {
  const text = textType(column, charset);
  return {
    schema: enumeration(escaped(labels)),
    read: (raw: RawValue) => (typeof raw === 'number' ? (labels[raw - 1] ?? '') : text.read(raw)),
  };
};

/** The log has a bit for each label, the lowest for the first. */
export const setType = (column: string, labels: readonly string[], charset: string | null): ValueType => {
  const text = textType(column, charset);
  return {
    schema: enumerationSet(escaped(labels)),
    read: (raw: RawValue) => {
      if (typeof raw !== 'number' && typeof raw !== 'bigint') return text.read(raw);
      const mask = BigInt(raw);
      return labels.filter((_label, index) => (mask >> BigInt(index)) & 1n).join(',');
    },
  };
};
