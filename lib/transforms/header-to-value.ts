import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { oneOfIgnoringCase } from '../config/validators.ts';
import { schemasEqual } from '../connect/equality.ts';
import { ConfigError } from '../connect/errors.ts';
import { type ConnectRecord, newRecord } from '../connect/record.ts';
import type { StructSchema } from '../connect/schema.ts';
import type { Transformation } from '../connect/transformation.ts';
import { type GrownSchema, type Growth, growStruct } from './debezium/grow-struct.ts';
import { entriesWithoutSpaces, withoutTrailing } from './debezium/list-validators.ts';
import { perSchema } from './record/per-schema.ts';
import { requireStruct } from './record/requirements.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const headerToValueConfig = defineConfig({
  headers: {
    type: 'LIST',
    importance: 'HIGH',
    displayName: 'Header names list',
    documentation: 'Names of the headers to move or copy into the value.',
    validator: entriesWithoutSpaces,
  },
  fields: {
    type: 'LIST',
    importance: 'HIGH',
    displayName: 'Field names list',
    documentation: 'Names of the fields to make, in the order of the headers; dots lead into structs.',
    validator: entriesWithoutSpaces,
  },
  operation: {
    type: 'STRING',
    importance: 'HIGH',
    displayName: 'Operation: mover or copy',
    documentation: 'Whether the headers are moved, and gone from the record, or copied.',
    validator: oneOfIgnoringCase('move', 'copy'),
  },
});

/** Distinct sets of headers to remember for a schema; a source has a few. */
const MAX_VARIANTS = 100;

const sameGrowths = (left: readonly Growth[], right: readonly Growth[]): boolean =>
  left.length === right.length &&
  left.every(({ path, schema }, index) => {
    const other = right[index];
    if (other === undefined || path !== other.path) return false;
    return schema === other.schema || (schema !== null && other.schema !== null && schemasEqual(schema, other.schema));
  });

/** What becomes of a schema depends on the headers that a record has. */
const variantsOf = (schema: StructSchema): ((growths: readonly Growth[]) => GrownSchema) => {
  const known: { readonly growths: readonly Growth[]; readonly grown: GrownSchema }[] = [];
  return (growths) => {
    const found = known.find((one) => sameGrowths(one.growths, growths));
    if (found !== undefined) return found.grown;
    const grown = growStruct(schema, growths);
    if (known.length >= MAX_VARIANTS) known.length = 0;
    known.push({ growths, grown });
    return grown;
  };
};

const pathsByHeader = (config: ConfigOf<typeof headerToValueConfig>): ReadonlyMap<string, readonly string[]> => {
  const [headers, fields] = [withoutTrailing(config.headers), withoutTrailing(config.fields)];
  if (headers.length !== fields.length)
    throw new ConfigError("'fields' config must have the same number of elements as 'headers' config.");
  const paths = new Map<string, readonly string[]>();
  for (const [at, header] of headers.entries())
    if (!paths.has(header)) paths.set(header, (fields[at] ?? '').split('.'));
  return paths;
};

const createHeaderToValue = (config: ConfigOf<typeof headerToValueConfig>): Transformation => {
  const paths = pathsByHeader(config);
  const grownBy = perSchema(variantsOf);

  const withValues = <R extends ConnectRecord>(record: R): R => {
    const struct = requireStruct(record.value, 'Header field insertion');
    const found = record.headers.filter(({ key }) => paths.has(key));
    if (found.length === 0) return record;
    const grown = grownBy(struct.schema)(found.map(({ key, schema }) => ({ path: paths.get(key) ?? [], schema })));
    const value = grown.grow(
      struct,
      found.map((header) => header.value),
    );
    const headers = config.operation === 'move' ? record.headers.filter(({ key }) => !paths.has(key)) : record.headers;
    return newRecord(record, { valueSchema: value.schema, value, headers });
  };

  return { apply: (record) => (record.value === null ? record : withValues(record)) };
};

/**
 * Follows `io.debezium.transforms.HeaderToValue`; but the schema is made for the headers that a record has, where the
 * original keeps that of the first record, and a struct that gets fields stays optional.
 * https://debezium.io/documentation/reference/stable/transformations/header-to-value.html
 */
export const headerToValue = defineTransformation({
  className: 'io.debezium.transforms.HeaderToValue',
  version: DEBEZIUM_VERSION,
  documentation: 'Moves or copies headers into fields of the value.',
  configDef: headerToValueConfig,
  create: createHeaderToValue,
});
