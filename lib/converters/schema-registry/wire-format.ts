import { DataError } from '../../connect/errors.ts';

/** https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format */
const MAGIC = 0;
const HEAD_BYTES = 5;

/** The id of the schema that a message is written with. @throws DataError when it is not of this format. */
export const schemaIdOf = (bytes: Uint8Array): number => {
  if (bytes.length < HEAD_BYTES || bytes[0] !== MAGIC)
    throw new DataError('Error deserializing message: Unknown magic byte!');
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(1);
};

export const payloadOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(HEAD_BYTES);

/** A message of its schema's id and its payload. */
export const frame = (id: number, payload: Uint8Array): Uint8Array => {
  const message = Buffer.allocUnsafe(HEAD_BYTES + payload.length);
  message[0] = MAGIC;
  message.writeInt32BE(id, 1);
  message.set(payload, HEAD_BYTES);
  return message;
};
