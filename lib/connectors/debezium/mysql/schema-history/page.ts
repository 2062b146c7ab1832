import { gunzipSync, gzipSync } from 'node:zlib';
import { ConnectError } from '../../../../connect/errors.ts';
import type { SourceOffset } from '../../../../connect/offset.ts';

/** What a page may take; an item of DynamoDB has 400 KB. */
const MAX_CHARACTERS = 280_000;

/** Lines as one text that an offset can hold. */
const encode = (lines: readonly string[]): string => gzipSync(lines.join('\n')).toString('base64');

/**
 * Lines as pages, each of which fits into an item.
 *
 * @throws ConnectError for a single record that does not fit.
 */
export const encodePages = (lines: readonly string[]): readonly string[] => {
  const page = encode(lines);
  if (page.length <= MAX_CHARACTERS) return [page];
  if (lines.length < 2)
    throw new ConnectError(
      'A table’s definition is too large for a schema history in offsets: set schema.history.internal.kafka.topic',
    );
  const half = Math.ceil(lines.length / 2);
  return [...encodePages(lines.slice(0, half)), ...encodePages(lines.slice(half))];
};

/** @throws ConnectError where the page is missing. */
export const decodePage = (offset: SourceOffset | null | undefined): readonly string[] => {
  const page = offset?.page;
  if (typeof page !== 'string')
    throw new ConnectError('A page of the schema history is missing: reset the offsets, for a new snapshot');
  return gunzipSync(Buffer.from(page, 'base64')).toString('utf8').split('\n');
};
