import type { ConnectValue } from '../../../connect/value.ts';
import type { RawRow } from './raw-value.ts';
import type { KnownTable, TableSettings } from './tables.ts';

const textOf = (value: ConnectValue): string => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value instanceof Date ? value.toISOString() : String(value);
};

/** A row's key as one text, the same whether the row was selected or comes from the log; `undefined` where the row does not say. */
export const createRowKey = ({ columnOf }: TableSettings): ((table: KnownTable, row: RawRow) => string | undefined) => {
  type Reader = (row: RawRow) => string | undefined;
  const known = new WeakMap<KnownTable, readonly Reader[]>();
  const readersOf = ({ model, order }: KnownTable): readonly Reader[] =>
    order.map(({ column, index }) => {
      const typed = columnOf(model.id, column);
      return (row) => {
        const raw = row[index];
        return raw === null || raw === undefined || typed === null ? undefined : textOf(typed.read(raw));
      };
    });
  return (table, row) => {
    const readers = known.get(table) ?? readersOf(table);
    known.set(table, readers);
    const parts = readers.map((read) => read(row));
    return parts.length === 0 || parts.includes(undefined) ? undefined : JSON.stringify(parts);
  };
};
