import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { asError, DataError } from '../connect/errors.ts';
import { type ConnectRecord, newRecord } from '../connect/record.ts';
import { type StructSchema, structSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import type { ConnectValue } from '../connect/value.ts';
import { structIn } from './debezium/envelope.ts';
import { createJsonStructs } from './debezium/json-structs.ts';
import { perSchema } from './record/per-schema.ts';
import { requireStruct } from './record/requirements.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const MESSAGE = 'io.debezium.connector.postgresql.MessageValue';

const decodeConfig = defineConfig({
  'fields.null.include': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Defines whether to include fields with null values to the decoded structure',
    documentation: 'Whether fields that are null stay, as bytes, or are left out.',
  },
});

const failure = (message: string, cause?: unknown): DataError =>
  new DataError(message, { cause, className: 'io.debezium.DebeziumException' });

const textOf = (event: Struct): string => {
  const content = requireStruct(structIn(event, 'message'), 'Retrieve content of a logical decoding message').get(
    'content',
  );
  if (!(content instanceof Uint8Array)) throw failure('The content of a logical decoding message is non-binary');
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
};

/** With that name an outbox router takes it for an event. */
const insertionSchema = ({ name, fields }: StructSchema, after: StructSchema): StructSchema =>
  structSchema(
    [
      ...fields.filter((field) => field.name !== 'message').map((field) => [field.name, field.schema] as const),
      ['after', after],
    ],
    { name: `${name}.Envelope` },
  );

/** The event of a row whose columns are the content's fields. */
const insertion = (event: Struct, schema: StructSchema, after: Struct): Struct =>
  new Struct(
    schema,
    schema.fields.map(({ name }): ConnectValue => {
      if (name === 'after') return after;
      return name === 'op' ? 'c' : event.getWithoutDefault(name);
    }),
  );

const createDecode = (config: ConfigOf<typeof decodeConfig>): Transformation => {
  const structOf = createJsonStructs({ keepsNulls: config['fields.null.include'], keepsEmptyArrays: false });
  const schemaOf = perSchema((message: StructSchema) =>
    perSchema((content: StructSchema) => insertionSchema(message, content)),
  );

  const contentOf = (text: string): Struct => {
    try {
      return structOf(text);
    } catch (error) {
      throw failure(
        `Unable to parse logical decoding message content JSON string '${text}': ${asError(error).message}`,
        error,
      );
    }
  };

  const decoded = <R extends ConnectRecord>(record: R): R => {
    const event = requireStruct(record.value, 'Retrieve a record value');
    const after = contentOf(textOf(event));
    const valueSchema = schemaOf(event.schema)(after.schema);
    return newRecord(record, {
      keySchema: null,
      key: null,
      valueSchema,
      value: insertion(event, valueSchema, after),
    });
  };

  return { apply: (record) => (record.valueSchema?.name === MESSAGE ? decoded(record) : record) };
};

/**
 * Follows `io.debezium.connector.postgresql.transforms.DecodeLogicalDecodingMessageContent`,
 * https://debezium.io/documentation/reference/stable/transformations/decode-logical-decoding-message-content.html
 */
export const decodeLogicalDecodingMessageContent = defineTransformation({
  className: 'io.debezium.connector.postgresql.transforms.DecodeLogicalDecodingMessageContent',
  version: DEBEZIUM_VERSION,
  documentation:
    'Makes of a logical message of PostgreSQL, whose content is JSON, the insertion of a row, as for an outbox.',
  configDef: decodeConfig,
  create: createDecode,
});
