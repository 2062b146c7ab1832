import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { invalidValue } from '../config/invalid-value.ts';
import { withEntries } from '../connect/connect-map.ts';
import { ConfigError } from '../connect/errors.ts';
import { timestampSchema } from '../connect/logical-types.ts';
import type { ConnectRecord } from '../connect/record.ts';
import { INT32_SCHEMA, INT64_SCHEMA, type Schema, STRING_SCHEMA, withOptions } from '../connect/schema.ts';
import type { Transformation } from '../connect/transformation.ts';
import type { ConnectValue } from '../connect/value.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { requireSinkRecord } from './record/requirements.ts';
import { type FieldsRewrite, rewriteFields } from './record/rewrite-fields.ts';
import type { Side } from './record/side.ts';
import { fieldReader, fieldsOf, readAll, withFields } from './record/struct-fields.ts';
import { KAFKA_VERSION } from './record/version.ts';

const fieldKey = (content: string) =>
  ({
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: `Name of the field that takes ${content}. A suffix of ! makes the field required, ? optional, as it is without.`,
  }) as const;

const insertFieldConfig = defineConfig({
  'topic.field': fieldKey('the topic'),
  'partition.field': fieldKey('the Kafka partition'),
  'offset.field': fieldKey('the Kafka offset, in sinks only'),
  'timestamp.field': fieldKey("the record's timestamp"),
  'static.field': fieldKey('the static value'),
  'static.value': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'What static.field is set to.',
  },
  ...replaceNullWithDefault,
});

const PURPOSE = 'field insertion';

/** A field to insert. */
interface Insertion {
  readonly name: string;
  readonly schema: Schema;
  /** What structs get. */
  read(record: ConnectRecord): ConnectValue;
  /** What maps get, if it is something else. */
  readonly readPlain?: (record: ConnectRecord) => ConnectValue;
}

/** The optional names, and how each is filled, in the order in which fields are added. */
const insertionsOf = (config: ConfigOf<typeof insertFieldConfig>): readonly Insertion[] => {
  const insertion = (
    spec: string | null,
    schema: Schema,
    sources: Pick<Insertion, 'read' | 'readPlain'>,
  ): readonly Insertion[] =>
    spec === null
      ? []
      : [
          {
            name: spec.replace(/[?!]$/, ''),
            schema: withOptions(schema, { optional: !spec.endsWith('!') }),
            ...sources,
          },
        ];
  const staticValue = config['static.value'];
  return [
    ...insertion(config['topic.field'], STRING_SCHEMA, { read: ({ topic }) => topic }),
    ...insertion(config['partition.field'], INT32_SCHEMA, { read: ({ kafkaPartition }) => kafkaPartition }),
    ...insertion(config['offset.field'], INT64_SCHEMA, {
      read: (record) => requireSinkRecord(record, PURPOSE).kafkaOffset,
    }),
    ...insertion(config['timestamp.field'], timestampSchema(), {
      read: ({ timestamp }) => (timestamp === null ? null : new Date(timestamp)),
      readPlain: ({ timestamp }) => timestamp,
    }),
    ...insertion(config['static.field'], STRING_SCHEMA, { read: () => staticValue }),
  ];
};

const createInsertField = (config: ConfigOf<typeof insertFieldConfig>, side: Side): Transformation => {
  const insertions = insertionsOf(config);
  if (insertions.length === 0) throw new ConfigError('No field insertion configured');
  const staticField = config['static.field'];
  if (staticField !== null && config['static.value'] === null)
    throw invalidValue('static.value', null, `No value specified for static field: ${staticField}`);

  const rewrite: FieldsRewrite = {
    purpose: PURPOSE,
    passesNull: true,
    compile: (schema) => {
      const readField = fieldReader(schema, config['replace.null.with.default']);
      return {
        schema: withFields(schema, [...fieldsOf(schema), ...insertions.map((one) => [one.name, one.schema] as const)]),
        values: (struct, record) => {
          const values = readAll(struct, readField);
          for (const { read } of insertions) values.push(read(record));
          return values;
        },
      };
    },
    rewriteMap: (map, record) => {
      const entries: Array<readonly [string, ConnectValue]> = [];
      for (const { name, read, readPlain = read } of insertions) {
        const value = readPlain(record);
        // What the record does not have, such as a partition before it is sent, is not inserted as null.
        if (value !== null) entries.push([name, value]);
      }
      return withEntries(map, entries);
    },
  };
  return rewriteFields(side, rewrite);
};

/** Follows `org.apache.kafka.connect.transforms.InsertField`. */
export const insertField = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.InsertField',
  version: KAFKA_VERSION,
  documentation:
    'Adds fields with what is known of the record (topic, partition, offset, timestamp) or a static value.',
  configDef: insertFieldConfig,
  create: createInsertField,
});
