import type { Schema } from './schema.ts';
import type { ConnectValue } from './value.ts';

/** One header of a record; names may repeat. Follows `org.apache.kafka.connect.header.Header`. */
export interface Header {
  readonly key: string;
  readonly schema: Schema | null;
  readonly value: ConnectValue;
}

/** Headers in order. An array, since most records have none and no record looks them up by name more than once. */
export type Headers = readonly Header[];

export const NO_HEADERS: Headers = [];

/** The last header of that name, as `Headers.lastWithName` in Kafka Connect. */
export const lastHeader = (headers: Headers, key: string): Header | undefined =>
  headers.findLast((header) => header.key === key);
