import { DataError } from '../../connect/errors.ts';
import {
  arraySchema,
  OPTIONAL_INT32_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  STRING_SCHEMA,
  type StructSchema,
  structSchema,
} from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { NameAdjuster } from '../../formats/avro/name-adjuster.ts';

/** The schemas of the block; follows `SchemaFactory.sourceSchemaBlockSchema`, which leaves the table's name as it is. */
const blockSchemas = (adjust: NameAdjuster) => {
  const column = structSchema(
    [
      ['name', STRING_SCHEMA],
      ['typeName', STRING_SCHEMA],
      ['length', OPTIONAL_INT32_SCHEMA],
      ['scale', OPTIONAL_INT32_SCHEMA],
      ['comment', OPTIONAL_STRING_SCHEMA],
    ],
    { name: adjust('io.debezium.connector.source.schema.Column'), version: 1 },
  );
  const table = structSchema([['columns', arraySchema(column)]], {
    name: 'io.debezium.connector.source.schema.Table',
    version: 1,
  });
  const block = structSchema(
    [
      ['id', STRING_SCHEMA],
      ['table', table],
    ],
    { name: adjust('io.debezium.connector.source.Schema'), version: 1 },
  );
  return { column, table, block };
};

const PREFIX = '__debezium.source.column.';

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number.parseInt(text, 10));

const columnOf = (schema: StructSchema, { parameters = {} }: Schema): Struct => {
  const about = (what: string): string | undefined => parameters[`${PREFIX}${what}`];
  const [name, typeName] = [about('name'), about('type')];
  if (name === undefined || typeName === undefined)
    throw new DataError(
      'Ensure that enable configurations "column.propagate.source.type" or "datatype.propagate.source.type" and the value is set to ".*"',
      { className: 'io.debezium.DebeziumException' },
    );
  return new Struct(schema, [
    name,
    typeName,
    numberOf(about('length')),
    numberOf(about('scale')),
    about('comment') ?? null,
  ]);
};

/** Describes tables by what the connector tells of columns in the parameters of their schemas. */
export const createSourceSchemaBlock = (adjust: NameAdjuster) => {
  const { column, table, block } = blockSchemas(adjust);
  return {
    schema: block,
    /** @throws DataError when the connector does not tell. */
    tableOf: (row: StructSchema): Struct =>
      new Struct(table, [row.fields.map(({ schema }) => columnOf(column, schema))]),
    of: (name: string, tableStruct: Struct): Struct => new Struct(block, [name, tableStruct]),
  };
};
