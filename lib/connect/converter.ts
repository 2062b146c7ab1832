import type { Header } from './header.ts';
import type { Schema } from './schema.ts';
import type { ConnectValue, SchemaAndValue } from './value.ts';

/** A header as Kafka carries it. */
export interface RawHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/**
 * Turns values into bytes and back; follows `org.apache.kafka.connect.storage.Converter`. Synchronous, since it runs per
 * record. Schemas are compared by identity: a converter caches what it compiled for one, and returns the same schema
 * object for the same schema read again.
 */
export interface Converter {
  /** @throws DataError when the value does not fit the schema or the format. */
  fromConnectData(topic: string, schema: Schema | null, value: ConnectValue): Uint8Array | null;
  /** @throws DataError when the bytes are not of this format. */
  toConnectData(topic: string, bytes: Uint8Array | null): SchemaAndValue;
}

/** Turns header values into bytes and back; follows `org.apache.kafka.connect.storage.HeaderConverter`. */
export interface HeaderConverter {
  /** @throws DataError when the value does not fit the schema or the format. */
  fromConnectHeader(topic: string, header: Header): Uint8Array | null;
  /** @throws DataError when the bytes are not of this format. */
  toConnectHeader(topic: string, header: RawHeader): SchemaAndValue;
}
