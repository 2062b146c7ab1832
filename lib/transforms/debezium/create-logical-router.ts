import { ConfigError } from '../../connect/errors.ts';
import { type ConnectRecord, newRecord } from '../../connect/record.ts';
import { type Schema, STRING_SCHEMA, type StructSchema, structSchema, withOptions } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { Transformation } from '../../connect/transformation.ts';
import { type AdjustmentMode, schemaNameAdjuster } from '../../formats/avro/name-adjuster.ts';
import { perSchema } from '../record/per-schema.ts';
import { requireStruct } from '../record/requirements.ts';
import { basicsOf, fieldsOf } from '../record/struct-fields.ts';
import { type RenameTopic, renameTopic } from '../topic/rename-topic.ts';
import { envelopeOf } from './envelope.ts';

interface LogicalRouterOptions {
  readonly topic: { readonly regex: string; readonly replacement: string };
  /** The field that tells keys of different tables apart; `null` for none. An empty pattern takes the topic's name. */
  readonly keyField: { readonly name: string; readonly regex: string; readonly replacement: string } | null;
  readonly adjustment: AdjustmentMode;
}

const PURPOSE = 'Updating schema';

const identifierOf = (keyField: LogicalRouterOptions['keyField']): RenameTopic => {
  if (keyField === null || keyField.regex === '') return () => null;
  if (keyField.replacement.trim() === '')
    throw new ConfigError('key.field.replacement must be non-empty if key.field.regex is set.');
  return renameTopic(keyField.regex, keyField.replacement, 'key.field.replacement');
};

/** Follows `io.debezium.transforms.ToLogicalTopicRouter`. @throws ConfigError for replacements that do not fit. */
export const createLogicalRouter = ({ topic, keyField, adjustment }: LogicalRouterOptions): Transformation => {
  const rename = renameTopic(topic.regex, topic.replacement, 'topic.replacement');
  const identify = identifierOf(keyField);
  const adjustName = schemaNameAdjuster(adjustment);
  const schemaName = (newTopic: string, suffix: string): string => adjustName(`${newTopic}.${suffix}`);

  // A table's schemas go to one topic: which, only the first record has to say.
  const keySchemas = perSchema((schema: StructSchema) => {
    const added = keyField === null ? [] : [[keyField.name, STRING_SCHEMA] as const];
    const fields = [...fieldsOf(schema), ...added];
    return byTopic((newTopic) =>
      structSchema(fields, { ...basicsOf(schema), optional: schema.optional, name: schemaName(newTopic, 'Key') }),
    );
  });

  const envelopes = perSchema((schema: StructSchema) =>
    byTopic((newTopic) => {
      const row = (field: Schema): Schema => withOptions(field, { name: schemaName(newTopic, 'Value') });
      const { before, after } = Object.fromEntries(fieldsOf(schema));
      const rowSchema = before ?? after;
      const renamed = rowSchema && row(rowSchema);
      const fields = fieldsOf(schema).map(
        ([name, field]) => [name, (name === 'before' || name === 'after') && renamed ? renamed : field] as const,
      );
      return structSchema(fields, {
        ...basicsOf(schema),
        optional: schema.optional,
        name: schemaName(newTopic, 'Envelope'),
      });
    }),
  );

  const routedKey = <R extends ConnectRecord>(record: R, newTopic: string): R => {
    if (record.key === null) return newRecord(record, { topic: newTopic, keySchema: null });
    const key = requireStruct(record.key, PURPOSE);
    const keySchema = keySchemas(key.schema)(newTopic);
    const identifier = keyField === null ? [] : [identify(record.topic) ?? record.topic];
    return newRecord(record, {
      topic: newTopic,
      keySchema,
      key: new Struct(keySchema, [...key.values, ...identifier]),
    });
  };

  const routedEnvelope = (event: Struct, newTopic: string): Struct => {
    const schema = envelopes(event.schema)(newTopic);
    const values = schema.fields.map(({ name, index, schema: field }) => {
      const value = event.values[index] ?? null;
      const isRow = (name === 'before' || name === 'after') && value instanceof Struct && field.type === 'STRUCT';
      return isRow ? new Struct(field, value.values) : value;
    });
    return new Struct(schema, values);
  };

  return {
    apply: (record) => {
      const newTopic = rename(record.topic);
      if (newTopic === null || newTopic === '') return record;
      const routed = routedKey(record, newTopic);
      const event = envelopeOf(record);
      if (event === undefined) return routed;
      const value = routedEnvelope(event, newTopic);
      return newRecord(routed, { valueSchema: value.schema, value });
    },
  };
};

/** Remembers what was made for each topic. */
const byTopic = <T>(make: (topic: string) => T): ((topic: string) => T) => {
  const made = new Map<string, T>();
  return (topic) => {
    const known = made.get(topic);
    if (known !== undefined) return known;
    const one = make(topic);
    made.set(topic, one);
    return one;
  };
};
