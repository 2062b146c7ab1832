import type { TableId } from '../../table-id.ts';
import type { ColumnModel, TableChange, TableModel } from '../table-model.ts';
import { jdbcTypeOf } from './jdbc-type.ts';

/** `"database"."table"`. */
export const quotedId = ({ schema, table }: TableId): string =>
  [schema, table].map((name) => `"${name.replaceAll('"', '""')}"`).join('.');

/** Reads what {@link quotedId} wrote. */
const parseId = (text: string): TableId => {
  const [schema = '', table = ''] = [...text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, name = '']) =>
    name.replaceAll('""', '"'),
  );
  return { schema, table };
};

const literal = (label: string): string => `'${label.replaceAll("'", "''")}'`;

/** Labels as the statement has them. */
export const labelLiterals = (labels: readonly string[]): readonly string[] => labels.map(literal);

const unquoted = (text: string): string =>
  /^(['"]).*\1$/s.test(text) ? text.slice(1, -1).replaceAll("''", "'").replace(/\\(.)/gs, '$1') : text;

/** Follows `io.debezium.relational.history.JsonTableChangeSerializer`. */
const columnJson = (column: ColumnModel, index: number) => ({
  name: column.name,
  jdbcType: jdbcTypeOf(column.typeName),
  typeName: column.typeName,
  typeExpression: column.typeName,
  charsetName: column.charset,
  ...(column.length !== null && { length: column.length }),
  ...(column.scale !== null && { scale: column.scale }),
  position: index + 1,
  optional: column.optional,
  autoIncremented: column.autoIncremented,
  generated: column.generated,
  comment: column.comment,
  hasDefaultValue: column.hasDefault,
  ...(column.defaultExpression !== null && { defaultValueExpression: column.defaultExpression }),
  enumValues: labelLiterals(column.enumValues),
});

export const changeJson = ({ type, id, previousId, table }: TableChange) => ({
  type,
  id: quotedId(id),
  ...(previousId !== null && { previousId: quotedId(previousId) }),
  ...(table !== null && {
    table: {
      defaultCharsetName: table.defaultCharset,
      primaryKeyColumnNames: table.primaryKey,
      columns: table.columns.map(columnJson),
      attributes: [],
    },
    comment: table.comment,
  }),
});

type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

const readColumn = (json: Json): ColumnModel => ({
  name: text(json.name) ?? '',
  typeName: text(json.typeName) ?? '',
  length: number(json.length),
  scale: number(json.scale),
  charset: text(json.charsetName),
  optional: json.optional === true,
  autoIncremented: json.autoIncremented === true,
  generated: json.generated === true,
  hasDefault: json.hasDefaultValue === true || typeof json.defaultValueExpression === 'string',
  defaultExpression: text(json.defaultValueExpression),
  enumValues: texts(json.enumValues).map(unquoted),
  comment: text(json.comment),
});

const readTable = (id: TableId, json: Json, comment: string | null): TableModel => ({
  id,
  columns: (Array.isArray(json.columns) ? json.columns.filter(isJson) : []).map(readColumn),
  primaryKey: texts(json.primaryKeyColumnNames),
  defaultCharset: text(json.defaultCharsetName),
  comment,
});

export const readChange = (json: Json): TableChange => {
  const id = parseId(text(json.id) ?? '');
  const previous = text(json.previousId);
  const type = json.type === 'CREATE' || json.type === 'ALTER' ? json.type : 'DROP';
  return {
    type,
    id,
    previousId: previous === null ? null : parseId(previous),
    table: type !== 'DROP' && isJson(json.table) ? readTable(id, json.table, text(json.comment)) : null,
  };
};
