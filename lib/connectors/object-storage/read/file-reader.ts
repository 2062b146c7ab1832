import type { SchemaAndValue } from '../../../connect/value.ts';

/**
 * Reads the values of a file, chunk by chunk; the opposite of a format.
 *
 * @throws DataError for bytes that are not of the format; whatever the body throws.
 */
export type FileReader = (body: AsyncIterable<Uint8Array>) => AsyncGenerator<readonly SchemaAndValue[]>;
