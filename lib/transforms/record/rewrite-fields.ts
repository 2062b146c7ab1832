import type { ConnectMap } from '../../connect/connect-map.ts';
import type { ConnectRecord } from '../../connect/record.ts';
import type { StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { Transformation } from '../../connect/transformation.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { perSchema } from './per-schema.ts';
import { requireMap, requireStruct } from './requirements.ts';
import type { Side } from './side.ts';

/** What becomes of structs of one schema. */
interface StructRewrite {
  readonly schema: StructSchema;
  /** The new values, one a field of the new schema. */
  values(struct: Struct, record: ConnectRecord): readonly ConnectValue[];
}

/** A transformation of the fields of a struct or a map. */
export interface FieldsRewrite {
  /** What it does, for messages. */
  readonly purpose: string;
  /** Whether null is left alone rather than refused. */
  readonly passesNull: boolean;
  /** Called once per schema. */
  compile(schema: StructSchema): StructRewrite;
  rewriteMap(map: ConnectMap, record: ConnectRecord): ConnectMap;
}

/** Applies the rewriting to one side of records: by schema where there is one, else as a map. */
export const rewriteFields = (side: Side, rewrite: FieldsRewrite): Transformation => {
  const { purpose } = rewrite;
  const compiled = perSchema((schema: StructSchema) => rewrite.compile(schema));
  return {
    apply: (record) => {
      const value = side.value(record);
      if (value === null && rewrite.passesNull) return record;
      if (side.schema(record) === null)
        return side.replace(record, null, rewrite.rewriteMap(requireMap(value, purpose), record));
      const struct = requireStruct(value, purpose);
      const { schema, values } = compiled(struct.schema);
      return side.replace(record, schema, new Struct(schema, values(struct, record)));
    },
  };
};
