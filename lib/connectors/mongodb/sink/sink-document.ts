import { BSON } from 'mongodb';
import { asError, DataError } from '../../../connect/errors.ts';
import { javaClass } from '../../../connect/java-class.ts';
import { javaText } from '../../../connect/java-text.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { parseBsonDocument } from '../bson-json.ts';
import type { BsonDocument } from '../bson-value.ts';
import { toBson } from './to-bson.ts';

/** Types are kept, and a double stays a double, since these bytes may be written again. */
const fromBytes = (bytes: Uint8Array): BsonDocument =>
  BSON.deserialize(bytes, { promoteValues: false, promoteBuffers: false, bsonRegExp: true });

const isMapLike = (value: object): boolean =>
  !(value instanceof Date) && !Array.isArray(value) && Object.getPrototypeOf(value) !== null;

const isMap = (value: object): boolean =>
  value instanceof Map || (isMapLike(value) && Object.getPrototypeOf(value) === Object.prototype);

/** Structs, maps, JSON texts and BSON bytes are documents; follows `SinkConverter`. */
const documentOf = (schema: Schema | null, value: ConnectValue): BsonDocument => {
  if (typeof value === 'string') return parseBsonDocument(value);
  if (value instanceof Uint8Array) return fromBytes(value);
  if (value instanceof Struct || (typeof value === 'object' && value !== null && isMap(value))) {
    const document = toBson(schema, value);
    // What is made of a struct or a map is a document; the compiler can't know.
    return document as BsonDocument;
  }
  throw new DataError(`No converter present due to unexpected object type: ${javaClass(value)}`);
};

const convert = (part: 'key' | 'value', schema: Schema | null, value: ConnectValue): BsonDocument => {
  try {
    return documentOf(schema, value);
  } catch (error) {
    const { message } = asError(error);
    throw new DataError(
      `Could not convert ${part} '${javaText(schema, value)}' (${javaClass(value)}) into a BsonDocument. ${message}`,
      { cause: error },
    );
  }
};

/**
 * A record as documents, each made when first asked for: a key that nothing needs may be anything. Follows `SinkDocument`
 * and `LazyBsonDocument`.
 */
export class SinkDocument {
  readonly record: SinkRecord;
  #key: BsonDocument | null | undefined;
  #value: BsonDocument | null | undefined;

  constructor(record: SinkRecord) {
    this.record = record;
  }

  get hasKey(): boolean {
    return this.record.key !== null;
  }

  get hasValue(): boolean {
    return this.record.value !== null;
  }

  /** @throws DataError when the key is no document. */
  get key(): BsonDocument | null {
    const { keySchema, key } = this.record;
    this.#key ??= key === null ? null : convert('key', keySchema, key);
    return this.#key;
  }

  /** @throws DataError when the value is no document. */
  get value(): BsonDocument | null {
    const { valueSchema, value } = this.record;
    this.#value ??= value === null ? null : convert('value', valueSchema, value);
    return this.#value;
  }
}
