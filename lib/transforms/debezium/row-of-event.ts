import { OPTIONAL_STRING_SCHEMA, type StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import { perSchema } from '../record/per-schema.ts';
import { fieldReader, fieldsOf, type NamedSchema, readAll, withFields } from '../record/struct-fields.ts';
import { type FieldReference, findReference } from './field-reference.ts';

/** What a row gets besides its columns. */
interface Additions {
  readonly references: readonly FieldReference[];
  /** Whether there is a field `__deleted`. */
  readonly rewrites: boolean;
  readonly replaceNullWithDefault: boolean;
}

/** Makes the value of an outgoing record: the row, before or after, with the fields to add from its event. */
export const createRowOfEvent = ({ references, rewrites, replaceNullWithDefault }: Additions) => {
  const ofEnvelope = perSchema((envelope: StructSchema) => {
    const found = references.flatMap((reference) => findReference(envelope, reference) ?? []);
    const added: readonly NamedSchema[] = [
      ...(rewrites ? [['__deleted', OPTIONAL_STRING_SCHEMA] as const] : []),
      ...found.map(({ newName, schema }) => [newName, schema] as const),
    ];
    const ofRow = perSchema((row: StructSchema) => ({
      schema: withFields(row, [...fieldsOf(row), ...added]),
      readField: fieldReader(row, rewrites && replaceNullWithDefault),
    }));
    return { found, ofRow };
  });
  return (event: Struct, row: Struct, isDeleted: boolean): Struct => {
    const { found, ofRow } = ofEnvelope(event.schema);
    const { schema, readField } = ofRow(row.schema);
    const values = readAll(row, readField);
    if (rewrites) values.push(String(isDeleted));
    for (const { read } of found) values.push(read(event));
    return new Struct(schema, values);
  };
};
