import type { Header } from './header.ts';
import type { Schema } from './schema.ts';
import type { ConnectValue, SchemaAndValue } from './value.ts';

/** A header as Kafka carries it. */
export interface RawHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/**
 * The headers of the record at hand, in order, as Kafka carries them; follows `org.apache.kafka.common.header.Headers`. One
 * object serves all records, one after the other: a converter may not keep it.
 */
export interface RecordHeaders {
  readonly all: readonly RawHeader[];
  /** The last header of that name. */
  lastHeader(key: string): RawHeader | undefined;
  /** Adds one behind the others: to the record in Kafka, or before header converter and transformations in a sink. */
  add(header: RawHeader): void;
}

/**
 * Turns values into bytes and back; follows `org.apache.kafka.connect.storage.Converter`. Synchronous, since it runs per
 * record. Schemas are compared by identity: a converter caches what it compiled for one, and returns the same schema
 * object for the same schema read again.
 *
 * Both are given the record's headers, which few look at (KIP-440). Kafka passes them second, to a method of their own; here
 * they come last. They are missing where there is no record, such as in a dead letter made from a value.
 */
export interface Converter {
  /** @throws DataError when the value does not fit the schema or the format. */
  fromConnectData(
    topic: string,
    schema: Schema | null,
    value: ConnectValue,
    headers?: RecordHeaders,
  ): Uint8Array | null;
  /** @throws DataError when the bytes are not of this format. */
  toConnectData(topic: string, bytes: Uint8Array | null, headers?: RecordHeaders): SchemaAndValue;
}

/** Turns header values into bytes and back; follows `org.apache.kafka.connect.storage.HeaderConverter`. */
export interface HeaderConverter {
  /** @throws DataError when the value does not fit the schema or the format. */
  fromConnectHeader(topic: string, header: Header): Uint8Array | null;
  /** @throws DataError when the bytes are not of this format. */
  toConnectHeader(topic: string, header: RawHeader): SchemaAndValue;
}
