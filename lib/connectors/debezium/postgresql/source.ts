import { OPTIONAL_INT64_SCHEMA, OPTIONAL_STRING_SCHEMA, STRING_SCHEMA, structSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { EventTime } from '../event-clock.ts';
import { COMMON_SOURCE_FIELDS, DEBEZIUM_VERSION, type SnapshotMarker } from '../source-info.ts';
import type { TableId } from '../table-id.ts';
import type { Lsn } from './pgoutput.ts';

/** The field `source` of PostgreSQL's events; follows `PostgresSourceInfoStructMaker`. */
export const SOURCE_SCHEMA = structSchema(
  [
    ...COMMON_SOURCE_FIELDS,
    ['schema', STRING_SCHEMA],
    ['table', STRING_SCHEMA],
    ['txId', OPTIONAL_INT64_SCHEMA],
    ['lsn', OPTIONAL_INT64_SCHEMA],
    ['xmin', OPTIONAL_INT64_SCHEMA],
    ['origin', OPTIONAL_STRING_SCHEMA],
    ['origin_lsn', OPTIONAL_INT64_SCHEMA],
  ],
  { name: 'io.debezium.connector.postgresql.Source', version: 1 },
);

export interface SourceFacts {
  readonly time: EventTime;
  readonly marker: SnapshotMarker;
  readonly table: TableId;
  readonly lsn: Lsn;
  readonly lastCommit: Lsn | null;
  readonly txId: number | null;
  readonly origin: { readonly name: string; readonly lsn: Lsn } | null;
}

const sequenceOf = (lastCommit: Lsn | null, lsn: Lsn): string =>
  lastCommit === null ? `[null,"${lsn}"]` : `["${lastCommit}","${lsn}"]`;

export const createSource =
  (prefix: string, database: string) =>
  ({ time, marker, table, lsn, lastCommit, txId, origin }: SourceFacts): Struct => {
    // An incremental snapshot's rows have no place in the log.
    const isPlaced = marker !== 'incremental';
    return new Struct(SOURCE_SCHEMA, [
      DEBEZIUM_VERSION,
      'postgresql',
      prefix,
      time.ms,
      marker,
      database,
      sequenceOf(lastCommit, lsn),
      time.us,
      time.ns,
      table.schema,
      table.table,
      isPlaced ? txId : null,
      isPlaced ? lsn : null,
      null,
      origin?.name ?? null,
      origin?.lsn ?? null,
    ]);
  };
