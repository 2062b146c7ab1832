import {
  INT64_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  primitiveSchema,
  type Schema,
  STRING_SCHEMA,
} from '../../connect/schema.ts';

/** Which part a record has in a snapshot; follows `io.debezium.connector.SnapshotRecord`. */
const SNAPSHOT_MARKERS = [
  'true',
  'first',
  'first_in_data_collection',
  'last_in_data_collection',
  'last',
  'false',
  'incremental',
] as const;

export type SnapshotMarker = (typeof SNAPSHOT_MARKERS)[number];

/** The fields that `source` begins with for every database; follows `AbstractSourceInfoStructMaker`. */
export const COMMON_SOURCE_FIELDS: ReadonlyArray<readonly [name: string, schema: Schema]> = [
  ['version', STRING_SCHEMA],
  ['connector', STRING_SCHEMA],
  ['name', STRING_SCHEMA],
  ['ts_ms', INT64_SCHEMA],
  [
    'snapshot',
    primitiveSchema('STRING', {
      name: 'io.debezium.data.Enum',
      version: 1,
      optional: true,
      defaultValue: 'false',
      parameters: { allowed: SNAPSHOT_MARKERS.join(',') },
    }),
  ],
  ['db', STRING_SCHEMA],
  ['sequence', OPTIONAL_STRING_SCHEMA],
  ['ts_us', OPTIONAL_INT64_SCHEMA],
  ['ts_ns', OPTIONAL_INT64_SCHEMA],
];

/** The release whose events these are, field for field: `source.version`. */
export const DEBEZIUM_VERSION = '3.6.1.Final';
