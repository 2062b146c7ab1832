import { DataError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { Column } from '../column.ts';
import type { Dialect, Session } from '../dialect.ts';
import { qualifiedName, type TableId } from '../table-id.ts';
import { literal, typeName } from './differences.ts';
import { fieldReader, timestampReader } from './field-type.ts';
import { fieldText, type RecordField } from './record-fields.ts';
import type { SinkSettings } from './sink-settings.ts';
import { alterTableStatements, createTableStatement, type NewColumn, type SqlWriter } from './statements.ts';

/** What a record needs is not in the database, and may not be made. */
const tableError = (message: string, cause?: unknown): DataError =>
  new DataError(message, {
    className: 'io.confluent.connect.jdbc.sink.TableAlterOrCreateException',
    ...(cause !== undefined && { cause }),
  });

/** The reader of a field, as its settings have it. */
export const readerOf = (field: RecordField, settings: SinkSettings) =>
  (!field.isKey && settings.timestampFields.has(field.name) ? timestampReader : fieldReader)(field.schema, settings);

/** The column of a name, in another case if there is none in the same. */
export const findColumn = (columns: readonly Column[], name: string): Column | undefined =>
  columns.find((column) => column.name === name) ??
  columns.find((column) => column.name.toLowerCase() === name.toLowerCase());

/** Tables as they are, and as records need them; follows the original's `DbStructure`. */
export interface TableStructure {
  /** The table's columns, or `null` when there is no such table. */
  columns(session: Session, table: TableId): Promise<readonly Column[] | null>;
  /**
   * The same after the table was made to have columns for these fields, as far as that is allowed.
   *
   * @throws DataError when something is missing and may not be added.
   */
  ensure(session: Session, table: TableId, fields: readonly RecordField[]): Promise<readonly Column[]>;
  /** Forgets what the database said. */
  forget(): void;
}

export const createTableStructure = (options: {
  readonly dialect: Dialect;
  readonly writer: SqlWriter;
  readonly settings: SinkSettings;
  readonly log: Logger;
}): TableStructure => {
  const { dialect, writer, settings, log } = options;
  const known = new Map<string, readonly Column[]>();
  const named = (table: TableId): string => writer.quoting.table(table);

  const look = async (session: Session, table: TableId): Promise<readonly Column[] | null> => {
    try {
      const columns = await session.describe(`SELECT * FROM ${named(table)}`);
      known.set(qualifiedName(table), columns);
      return columns;
    } catch (error) {
      if (dialect.failureOf(error) === 'missing-table') return null;
      throw error;
    }
  };

  const columnsOf = async (session: Session, table: TableId) =>
    known.get(qualifiedName(table)) ?? (await look(session, table));

  const newColumn = (field: RecordField): NewColumn => {
    const { type, read } = readerOf(field, settings);
    const fallback = field.schema.defaultValue ?? null;
    const encode = writer.differences.encoders(type, null);
    return {
      name: field.name,
      type: typeName(writer.differences, type, field.isKey),
      isKey: field.isKey,
      nullable: field.schema.optional && !field.isKey,
      defaultValue: fallback === null ? null : literal(writer.differences, encode(read(fallback))),
    };
  };

  /** The error, if there is one: another task may have been faster, and then the table is as it has to be nevertheless. */
  const change = async (session: Session, statements: readonly string[]): Promise<unknown> => {
    log.info('Changing the database', { statements });
    try {
      for (const sql of statements) await session.execute(sql);
      return null;
    } catch (error) {
      return error;
    }
  };

  const create = async (session: Session, table: TableId, fields: readonly RecordField[]) => {
    if (!settings.autoCreate) throw tableError(`Table ${named(table)} is missing and auto-creation is disabled`);
    const failure = await change(session, [createTableStatement(writer, table, fields.map(newColumn))]);
    const created = await look(session, table);
    if (created === null) throw failure ?? tableError(`Table ${named(table)} was not created`);
    return created;
  };

  const requireAddable = (table: TableId, missing: readonly RecordField[]): void => {
    const required = missing.find(({ schema }) => !schema.optional && (schema.defaultValue ?? null) === null);
    if (required !== undefined)
      throw tableError(
        `Cannot ALTER TABLE ${named(table)} to add missing field ${fieldText(required)}, as the field is not optional and does not have a default value`,
      );
    if (!settings.autoEvolve)
      throw tableError(
        `Table ${named(table)} is missing fields ([${missing.map(fieldText).join(', ')}]) and auto-evolution is disabled`,
      );
  };

  const missingIn = (columns: readonly Column[], fields: readonly RecordField[]) =>
    fields.filter(({ name }) => findColumn(columns, name) === undefined);

  const amend = async (session: Session, table: TableId, missing: readonly RecordField[]) => {
    requireAddable(table, missing);
    const failure = await change(session, alterTableStatements(writer, table, missing.map(newColumn)));
    const amended = (await look(session, table)) ?? [];
    const still = missingIn(amended, missing);
    if (still.length > 0 && failure !== null && dialect.failureOf(failure) === 'passing') throw failure;
    if (still.length > 0)
      throw tableError(
        `Failed to amend TABLE '${named(table)}' to add missing fields: [${still.map(fieldText).join(', ')}]`,
        failure,
      );
    return amended;
  };

  return {
    columns: columnsOf,
    ensure: async (session, table, fields) => {
      const columns = (await columnsOf(session, table)) ?? (await create(session, table, fields));
      const missing = missingIn(columns, fields);
      return missing.length === 0 ? columns : amend(session, table, missing);
    },
    forget: () => known.clear(),
  };
};
