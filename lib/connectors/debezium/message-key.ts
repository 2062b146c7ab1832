import { namePatterns } from './name-patterns.ts';

/**
 * The columns of message keys where `message.key.columns` names them: `table:column,column;table:column`, the tables as
 * expressions; follows `io.debezium.relational.Key.CustomKeyMapper`. `undefined` leaves a table its own key.
 */
export const createKeyMapper = (
  text: string | null,
): ((table: string, columns: readonly string[]) => readonly string[] | undefined) => {
  const matchers = (text ?? '')
    .split(';')
    .filter((entry) => entry.trim() !== '')
    .flatMap((entry) => {
      const colon = entry.indexOf(':');
      const table = entry.slice(0, colon).trim();
      return entry
        .slice(colon + 1)
        .split(',')
        .map((column) => namePatterns([`${table}.${column.trim()}`]));
    });
  return (table, columns) => {
    const chosen = matchers.flatMap((matches) => columns.filter((column) => matches(`${table}.${column}`)));
    return chosen.length === 0 ? undefined : [...new Set(chosen)];
  };
};

/** What is wrong with `message.key.columns`, or `null`. */
export const messageKeyProblem = (text: string): string | null => {
  const wrong = text
    .split(';')
    .filter((entry) => entry.trim() !== '')
    .find((entry) => !/^\s*[^:]+:[^:,]+(,[^:,]+)*\s*$/.test(entry));
  return wrong === undefined
    ? null
    : `'${wrong}' has an invalid format, write <table>:<column>[,<column>…] entries separated by semicolons`;
};
