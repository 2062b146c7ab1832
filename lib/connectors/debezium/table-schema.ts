import { type Schema, type StructSchema, structSchema, withOptions } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { NameAdjuster } from '../../formats/avro/name-adjuster.ts';
import type { Column, Table } from './column.ts';
import type { ColumnMapper } from './column-mapper.ts';
import { envelopeSchema } from './envelope.ts';
import { fittingStructs } from './fitting-structs.ts';
import { unavailableValue, zeroValue } from './placeholder.ts';
import { identifierOf, type TableId } from './table-id.ts';

/** A row by position: `null` is a null, `undefined` what the log left out because it did not change. */
type RawRow<Raw> = ReadonlyArray<Raw | null | undefined>;

type RowReader<Raw> = (row: RawRow<Raw>) => Struct;

/** What all rows of a table, in its present form, are read with. */
export interface TableSchema<Raw> {
  readonly id: TableId;
  readonly identifier: string;
  readonly topic: string;
  /** `null` where the table has no key. */
  readonly keySchema: StructSchema | null;
  readonly envelopeSchema: StructSchema;
  readonly readKey: RowReader<Raw> | null;
  /** Where in a row its key is. */
  readonly keyIndexes: readonly number[];
  readonly readValue: RowReader<Raw>;
}

/** What a configuration says about all tables. */
export interface SchemaSettings {
  topicOf(table: TableId): string;
  readonly adjustSchemaName: NameAdjuster;
  readonly adjustFieldName: NameAdjuster;
  isColumnIncluded(column: string): boolean;
  mapperOf(table: string, column: Omit<Column<never>, 'read'>): ColumnMapper | undefined;
  keyColumnsOf(table: string, columns: readonly string[]): readonly string[] | undefined;
  readonly sourceSchema: StructSchema;
  readonly unavailablePlaceholder: string;
}

interface FieldReader<Raw> {
  readonly name: string;
  readonly schema: Schema;
  readonly index: number;
  readonly ofNull: ConnectValue;
  ofUnavailable(): ConnectValue;
  read(raw: Raw): ConnectValue;
}

/** What stands for a value that the log left out. */
const unavailable = <Raw>({ onUnavailable }: Column<Raw>, found: ConnectValue, ofNull: ConnectValue) => {
  if (found !== null) return () => found;
  return () => {
    onUnavailable?.();
    return ofNull;
  };
};

const fieldReader = <Raw>(
  settings: SchemaSettings,
  column: Column<Raw>,
  index: number,
  mapper: ColumnMapper | undefined,
): FieldReader<Raw> => {
  const { optional, defaultValue, comment } = column;
  const parameters = { ...column.schema.parameters, ...mapper?.parameters(column) };
  const schema = withOptions(column.schema, {
    optional,
    defaultValue,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(comment !== null && { doc: comment }),
  });
  const read = fittingStructs(schema, column.read);
  const change = mapper?.change(column);
  const changed = (value: ConnectValue): ConnectValue => (change === undefined ? value : change(value));
  const ofNull = optional ? null : (defaultValue ?? column.zero ?? zeroValue(schema));
  return {
    name: settings.adjustFieldName(column.name),
    schema,
    index,
    ofNull: changed(ofNull),
    ofUnavailable: unavailable(
      column,
      changed(unavailableValue(schema, settings.unavailablePlaceholder)),
      changed(ofNull),
    ),
    read: change === undefined ? read : (raw) => change(read(raw)),
  };
};

const rowReader = <Raw>(schema: StructSchema, fields: ReadonlyArray<FieldReader<Raw>>): RowReader<Raw> => {
  const readField = ({ index, ofNull, ofUnavailable, read }: FieldReader<Raw>, row: RawRow<Raw>): ConnectValue => {
    const raw = row[index];
    if (raw === null) return ofNull;
    return raw === undefined ? ofUnavailable() : read(raw);
  };
  return (row) =>
    new Struct(
      schema,
      fields.map((field) => readField(field, row)),
    );
};

const structOf = <Raw>(name: string, fields: ReadonlyArray<FieldReader<Raw>>): StructSchema =>
  structSchema(
    fields.map((field) => [field.name, field.schema]),
    { name },
  );

/** Builds a table's schemas and readers, once for each form that it takes; follows `io.debezium.relational.TableSchemaBuilder`. */
export const createTableSchema = <Raw>(settings: SchemaSettings, id: TableId, table: Table<Raw>): TableSchema<Raw> => {
  const identifier = identifierOf(id);
  const topic = settings.topicOf(id);
  const { columns } = table;
  const names = columns.flatMap((column) => (column === null ? [] : [column.name]));
  const keyNames = settings.keyColumnsOf(identifier, names) ?? table.keyColumns;
  const keyFields = keyNames.flatMap((name) =>
    columns.flatMap((column, index) =>
      column?.name === name ? [fieldReader(settings, column, index, undefined)] : [],
    ),
  );
  const valueFields = columns.flatMap((column, index) =>
    column !== null && settings.isColumnIncluded(`${identifier}.${column.name}`)
      ? [fieldReader(settings, column, index, settings.mapperOf(identifier, column))]
      : [],
  );
  const adjusted = (suffix: string): string => settings.adjustSchemaName(`${topic}.${suffix}`);
  const keySchema = keyFields.length === 0 ? null : structOf(adjusted('Key'), keyFields);
  const valueSchema = withOptions(structOf(adjusted('Value'), valueFields), { optional: true });
  return {
    id,
    identifier,
    topic,
    keySchema,
    envelopeSchema: envelopeSchema(adjusted('Envelope'), valueSchema, settings.sourceSchema),
    readKey: keySchema === null ? null : rowReader(keySchema, keyFields),
    keyIndexes: keyFields.map(({ index }) => index),
    readValue: rowReader(valueSchema, valueFields),
  };
};
