import { DataError } from '../../../connect/errors.ts';
import type { Header } from '../../../connect/header.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { type Schema, type StructSchema, structSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import { rowBefore } from './change-event.ts';
import type { SinkSettings } from './sink-settings.ts';

const fail = (message: string): never => {
  throw new DataError(message, { className: 'org.apache.kafka.connect.errors.ConnectException' });
};

/** Distinct sets of headers to remember; a topic has a few. */
const MAX_SCHEMAS = 100;

const schemaOf = ({ key, schema }: Header): Schema =>
  schema ?? fail(`The header ${key} has no schema, which a column of the primary key needs`);

const structSchemaOf = (headers: readonly Header[]): StructSchema => {
  const names = headers.map(({ key }) => key);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) fail(`The header ${twice}, a column of the primary key, is there twice`);
  return structSchema(headers.map((header) => [header.key, schemaOf(header)]));
};

/** The same object for headers alike, by which the layout of their rows is found again. */
const createHeaderSchemas = (): ((headers: readonly Header[]) => StructSchema) => {
  const known: StructSchema[] = [];
  return (headers) => {
    const fits = ({ fields }: StructSchema): boolean =>
      fields.length === headers.length &&
      fields.every(({ name, schema }, index) => headers[index]?.key === name && headers[index]?.schema === schema);
    const found = known.find(fits);
    if (found !== undefined) return found;
    if (known.length >= MAX_SCHEMAS) known.length = 0;
    const made = structSchemaOf(headers);
    known.push(made);
    return made;
  };
};

/** A row's record with its key where keys are, wherever the mode takes it from; `null` where nothing is to be done. */
type TakeKey = (row: SinkRecord, consumed: SinkRecord) => SinkRecord | null;

const createFromHeaders = ({ pkFields }: SinkSettings): TakeKey => {
  const headerSchema = createHeaderSchemas();
  const wanted = (headers: readonly Header[]): readonly Header[] =>
    pkFields.length === 0 ? headers : pkFields.flatMap((name) => headers.findLast(({ key }) => key === name) ?? []);
  return (row, { value, valueSchema }) => {
    if (value === null && valueSchema === null) return null;
    if (row.headers.length === 0) fail("Configured primary key mode 'record_header' cannot have empty message headers");
    const headers = wanted(row.headers);
    const keySchema = headerSchema(headers);
    return {
      ...row,
      keySchema,
      key: new Struct(
        keySchema,
        headers.map((header) => header.value),
      ),
    };
  };
};

/** Only a deletion lacks the value that the key is in, and tells the row before instead. */
const fromValue: TakeKey = (row, consumed) => {
  if (row.value !== null) return row;
  if (consumed.value === null && consumed.valueSchema === null) return null;
  const before = rowBefore(consumed);
  if (before === null) return fail('Cannot extract primary key from a null record value');
  return { ...row, keySchema: before.schema, key: before };
};

/**
 * Takes the primary key from headers or, of deletions, from the row before, where Debezium's sink is told so. A tombstone has
 * neither: its deletion was the event before it.
 */
export const createKeyTaker = (settings: SinkSettings): TakeKey => {
  if (settings.pkMode === 'record_header') return createFromHeaders(settings);
  return settings.pkMode === 'record_value' && settings.deleteEnabled ? fromValue : (row) => row;
};
