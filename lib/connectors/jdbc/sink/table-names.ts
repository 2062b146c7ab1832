import { ConnectError } from '../../../connect/errors.ts';
import type { TableId } from '../table-id.ts';

/** How topics become tables. */
export interface TableNames {
  /** `${topic}` stands for the topic. */
  readonly format: string;
  /** Replaces what is not a letter, digit or underscore by underscores. */
  readonly normalize: boolean;
  /** Exceptions, by topic; where there are any, Aiven writes no other topic. */
  readonly mapping: ReadonlyMap<string, string>;
  /** Debezium names tables after topics with underscores for dots. */
  readonly dotsToUnderscores: boolean;
}

const nameOf = (topic: string, { format, normalize, mapping, dotsToUnderscores }: TableNames): string => {
  if (mapping.size > 0) return mapping.get(topic) ?? '';
  const name = format.trim().replaceAll('${topic}', dotsToUnderscores ? topic.replaceAll('.', '_') : topic);
  return normalize ? name.replace(/[^a-zA-Z0-9_]/g, '_') : name;
};

/** Splits `schema.table` at dots outside of quotes. */
const parseName = (name: string, quote: string): readonly string[] => {
  const token = new RegExp(`${quote}((?:[^${quote}]|${quote}${quote})*)${quote}|[^.]+`, 'g');
  return Array.from(name.matchAll(token), ([whole, quoted]) => quoted?.replaceAll(quote + quote, quote) ?? whole);
};

/**
 * The table that a topic's records go to; follows `JdbcDbWriter.destinationTable`.
 *
 * @param levels whether the qualifier of a name is a schema (PostgreSQL) or a catalog (MySQL).
 * @throws ConnectError when the name is empty.
 */
export const tableOf = (
  topic: string,
  names: TableNames,
  { quote, qualifier }: { readonly quote: string; readonly qualifier: 'schema' | 'catalog' },
): TableId => {
  const parts = parseName(nameOf(topic, names), quote);
  const name = parts.at(-1);
  if (name === undefined || name === '')
    throw new ConnectError(
      names.mapping.size === 0
        ? `Destination table name for topic '${topic}' is empty using the format string '${names.format}'`
        : `Destination table for the topic: '${topic}' couldn't be found in the topics to tables mapping: '${Array.from(names.mapping, (entry) => entry.join('->')).join(',')}' and couldn't be generated for the format string '${names.format}'`,
    );
  if (parts.length >= 3) return { catalog: parts.at(-3) ?? null, schema: parts.at(-2) ?? null, name };
  const parent = parts.length === 2 ? (parts[0] ?? null) : null;
  return qualifier === 'schema' ? { catalog: null, schema: parent, name } : { catalog: parent, schema: null, name };
};
