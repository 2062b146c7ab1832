import type { SourceOffset } from '../../../connect/offset.ts';
import { parseBsonDocument } from '../bson-json.ts';
import { type BsonDocument, type BsonValue, ID_FIELD, isDocument } from '../bson-value.ts';

/** How far a source has come, as offsets say it; the original's `_id`, `copy` and `HEARTBEAT`, and what a copy goes on by. */
export type Position =
  /** Behind the event of this token. */
  | { readonly kind: 'stream'; readonly token: BsonDocument; readonly text: string }
  | {
      readonly kind: 'copy';
      /** Where the stream begins when the copy is done; unknown in the original's offsets. */
      readonly token: string | null;
      /** The last document copied; `null` where a copy can't go on and must begin anew. */
      readonly last: { readonly namespace: string; readonly id: BsonValue } | null;
      readonly attempt: number;
    };

const textIn = (offset: SourceOffset, name: string): string | null => {
  const value = offset[name];
  return typeof value === 'string' ? value : null;
};

const lastCopied = (offset: SourceOffset, document: BsonDocument) => {
  const namespace = textIn(offset, 'namespace');
  const id = document[ID_FIELD];
  return namespace === null || !isDocument(id) || id[ID_FIELD] === undefined ? null : { namespace, id: id[ID_FIELD] };
};

/** `null` where nothing is stored. @throws DataError when an offset is not to be read. */
export const positionOf = (offset: SourceOffset | null): Position | null => {
  const text = offset === null ? null : textIn(offset, ID_FIELD);
  if (offset === null || text === null) return null;
  if (offset.copy === undefined) return { kind: 'stream', token: parseBsonDocument(text), text };
  return {
    kind: 'copy',
    token: textIn(offset, 'token'),
    last: lastCopied(offset, { [ID_FIELD]: parseBsonDocument(text) }),
    attempt: Number(textIn(offset, 'attempt') ?? 1),
  };
};

export const streamOffset = (token: string): SourceOffset => ({ [ID_FIELD]: token });

/** When the operation of a token was, in seconds since the epoch; `null` for tokens of an unknown kind. */
export const secondsOf = (token: BsonDocument): number | null => {
  const data = token._data;
  return typeof data === 'string' && data.startsWith('82') ? Number.parseInt(data.slice(2, 10), 16) : null;
};
