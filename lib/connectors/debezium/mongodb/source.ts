import {
  INT32_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  structSchema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { EventTime } from '../event-clock.ts';
import { COMMON_SOURCE_FIELDS, DEBEZIUM_VERSION, type SnapshotMarker } from '../source-info.ts';
import type { Namespace } from './namespace.ts';

/** The field `source` of MongoDB's events; follows `MongoDbSourceInfoStructMaker`. */
export const SOURCE_SCHEMA = structSchema(
  [
    ...COMMON_SOURCE_FIELDS,
    ['collection', STRING_SCHEMA],
    ['ord', INT32_SCHEMA],
    ['lsid', OPTIONAL_STRING_SCHEMA],
    ['txnNumber', OPTIONAL_INT64_SCHEMA],
    ['wallTime', OPTIONAL_INT64_SCHEMA],
  ],
  { name: 'io.debezium.connector.mongo.Source', version: 1 },
);

/** A transaction of several documents. */
export interface SessionTransaction {
  readonly lsid: string;
  readonly txnNumber: bigint;
}

export interface SourceFacts {
  readonly time: EventTime;
  readonly marker: SnapshotMarker;
  readonly namespace: Namespace;
  readonly ord: number;
  readonly transaction: SessionTransaction | null;
  readonly wallTime: number | null;
}

export const createSource =
  (prefix: string) =>
  ({ time, marker, namespace, ord, transaction, wallTime }: SourceFacts): Struct =>
    new Struct(SOURCE_SCHEMA, [
      DEBEZIUM_VERSION,
      'mongodb',
      prefix,
      time.ms,
      marker,
      namespace.db,
      null,
      time.us,
      time.ns,
      namespace.collection,
      ord,
      transaction?.lsid ?? null,
      transaction?.txnNumber ?? null,
      wallTime,
    ]);
