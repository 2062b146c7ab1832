import type { TableId } from '../table-id.ts';

/** What a statement in the binary log is to a connector. */
export type StatementKind = 'begin' | 'end' | 'change' | 'definition' | 'other';

const KINDS: ReadonlyArray<readonly [RegExp, StatementKind]> = [
  [/^(BEGIN|XA START)\b/i, 'begin'],
  [/^(SAVEPOINT|ROLLBACK (WORK )?TO|RELEASE SAVEPOINT|XA (END|PREPARE|COMMIT|ROLLBACK)|#)/i, 'other'],
  [/^(COMMIT|ROLLBACK)\b/i, 'end'],
  [/^(INSERT|UPDATE|DELETE|REPLACE|LOAD DATA)\b/i, 'change'],
];

const withoutComments = (sql: string): string => sql.replace(/^(\s|\/\*(?![!M])[\s\S]*?\*\/|--[^\n]*\n)+/, '');

export const statementKind = (sql: string): StatementKind => {
  const text = withoutComments(sql);
  return KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'definition';
};

const NAME = '(?:`((?:[^`]|``)+)`|([\\w$]+))';
const TARGET = new RegExp(
  `^(?:INSERT|REPLACE|UPDATE|DELETE)\\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|QUICK|IGNORE|INTO|FROM)\\s+)*${NAME}(?:\\s*\\.\\s*${NAME})?`,
  'i',
);

/** The table that a statement changes, as far as its beginning tells. */
export const changedTable = (database: string, sql: string): TableId | undefined => {
  const [, quoted, plain, quotedTable, plainTable] = TARGET.exec(withoutComments(sql)) ?? [];
  const first = quoted ?? plain;
  const second = quotedTable ?? plainTable;
  if (first === undefined) return undefined;
  return second === undefined ? { schema: database, table: first } : { schema: first, table: second };
};
