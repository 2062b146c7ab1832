import {
  INT32_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  type StructSchema,
  structSchema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { EventTime } from '../event-clock.ts';
import { COMMON_SOURCE_FIELDS, DEBEZIUM_VERSION, type SnapshotMarker } from '../source-info.ts';
import type { Flavor } from './flavor.ts';

const sourceSchema = (name: string): StructSchema =>
  structSchema(
    [
      ...COMMON_SOURCE_FIELDS,
      ['table', OPTIONAL_STRING_SCHEMA],
      ['server_id', INT64_SCHEMA],
      ['gtid', OPTIONAL_STRING_SCHEMA],
      ['file', STRING_SCHEMA],
      ['pos', INT64_SCHEMA],
      ['row', INT32_SCHEMA],
      ['thread', OPTIONAL_INT64_SCHEMA],
      ['query', OPTIONAL_STRING_SCHEMA],
    ],
    { name, version: 1 },
  );

/** The field `source` of events; follows `MySqlSourceInfoStructMaker` and `MariaDbSourceInfoStructMaker`. */
export const SOURCE_SCHEMAS: Readonly<Record<Flavor, StructSchema>> = {
  mysql: sourceSchema('io.debezium.connector.mysql.Source'),
  mariadb: sourceSchema('io.debezium.connector.mariadb.Source'),
};

export interface SourceFacts {
  readonly time: EventTime;
  readonly marker: SnapshotMarker;
  readonly database: string;
  /** Several ones, separated by commas, of a statement that names several. */
  readonly table: string | null;
  readonly serverId: number;
  readonly gtid: string | null;
  readonly file: string;
  readonly position: number;
  /** Of the event's rows, counted from 0. */
  readonly row: number;
  readonly thread: number | null;
  readonly query: string | null;
}

export const createSource =
  (flavor: Flavor, prefix: string) =>
  (facts: SourceFacts): Struct =>
    new Struct(SOURCE_SCHEMAS[flavor], [
      DEBEZIUM_VERSION,
      flavor,
      prefix,
      facts.time.ms,
      facts.marker,
      facts.database,
      null,
      facts.time.us,
      facts.time.ns,
      facts.table,
      facts.serverId,
      facts.gtid,
      facts.file,
      facts.position,
      facts.row,
      facts.thread,
      facts.query,
    ]);
