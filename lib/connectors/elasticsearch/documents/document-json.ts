import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { fieldOf, type StructSchema, structSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { plainJson } from '../../../formats/json/plain-json.ts';
import { createSchemaJson } from '../../../formats/json/schema-json.ts';
import type { SearchSettings } from '../settings.ts';

const TIMESTAMP = '@timestamp';

type Object = Readonly<Record<string, ConnectValue>>;

const isPlainObject = (value: ConnectValue): value is Object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const has = (value: ConnectValue, name: string): boolean => {
  if (value instanceof Struct) return value.schema.fieldIndex.has(name);
  if (value instanceof Map) return value.has(name);
  return isPlainObject(value) && Object.hasOwn(value, name);
};

const without = (schema: StructSchema, name: string): StructSchema =>
  structSchema(schema.fields.filter((field) => field.name !== name).map((field) => [field.name, field.schema]));

export type DocumentJson = (record: SinkRecord) => string;

/**
 * Documents as JSON; follows `DataConverter.getPayload`. Logical types are as JsonConverter has them, but decimals are numbers
 * unless the schema is ignored; here with all their digits. In data streams `@timestamp` is put in.
 */
export const createDocumentJson = (settings: SearchSettings): DocumentJson => {
  const asIs = createSchemaJson('BASE64');
  const forMapping = createSchemaJson('NUMERIC', settings.compactMaps ? 'entries' : 'all-entries');
  const reduced = new WeakMap<StructSchema, StructSchema>();

  const writerOf = (topic: string) => (settings.schemaIgnored(topic) ? asIs : forMapping);

  const write: DocumentJson = ({ topic, value, valueSchema }) =>
    valueSchema === null ? plainJson(value) : writerOf(topic)(valueSchema)(value);

  const fieldText = ({ topic, value }: SinkRecord, name: string): string => {
    if (value instanceof Struct) {
      const field = fieldOf(value.schema, name);
      return field === undefined ? 'null' : writerOf(topic)(field.schema)(value.getWithoutDefault(name));
    }
    return plainJson((value instanceof Map ? value.get(name) : isPlainObject(value) ? value[name] : null) ?? null);
  };

  const withoutTimestamp = (record: SinkRecord): SinkRecord => {
    const { value } = record;
    if (!has(value, TIMESTAMP)) return record;
    if (value instanceof Struct) {
      const schema = reduced.get(value.schema) ?? without(value.schema, TIMESTAMP);
      reduced.set(value.schema, schema);
      const values = value.values.filter((_, index) => value.schema.fields[index]?.name !== TIMESTAMP);
      return { ...record, valueSchema: schema, value: new Struct(schema, values) };
    }
    const entries: Iterable<readonly [ConnectValue, ConnectValue]> =
      value instanceof Map ? value : Object.entries(isPlainObject(value) ? value : {});
    return { ...record, value: new Map([...entries].filter(([name]) => name !== TIMESTAMP)) };
  };

  /** The timestamp as JSON, or `null` where the document keeps what it has. */
  const timestampOf = (record: SinkRecord, fields: readonly string[]): string | null => {
    if (fields.length === 0) return String(record.timestamp);
    const field = fields.find((name) => has(record.value, name));
    if (field === undefined || field === TIMESTAMP) return null;
    const text = fieldText(record, field);
    return text.startsWith('"') ? text : JSON.stringify(text);
  };

  const withTimestamp = (record: SinkRecord, fields: readonly string[]): string => {
    const timestamp = timestampOf(record, fields);
    const text = write(timestamp === null ? record : withoutTimestamp(record));
    if (!text.startsWith('{')) throw new DataError('Required Json object, for the @timestamp of a data stream.');
    if (timestamp === null) return text;
    return `{"${TIMESTAMP}":${timestamp}${text === '{}' ? '}' : `,${text.slice(1)}`}`;
  };

  const { timestampFields } = settings;
  return timestampFields === null ? write : (record) => withTimestamp(record, timestampFields);
};
