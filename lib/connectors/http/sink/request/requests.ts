import type { SinkRecord } from '../../../../connect/record.ts';
import type { HttpMethod } from '../../../../http/client.ts';
import type { RequestHeaders } from '../../headers.ts';
import { headersOf } from '../headers.ts';
import type { HttpSinkSettings } from '../settings.ts';
import { namesKey, textTemplate, urlTemplate } from '../template.ts';
import { createRecordText } from './record-text.ts';

/** A request, and the records that it is about. */
export interface RecordsRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: RequestHeaders;
  readonly body: string | null;
  readonly records: readonly SinkRecord[];
}

/** What a record adds to a request, and which ones it may share one with. */
interface Piece {
  readonly record: SinkRecord;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly text: string;
  readonly group: string;
}

/** Puts records into requests, one batch after the other. */
export interface Requests {
  /** The request that the record has filled, if it has. @throws DataError for a record that cannot be part of one. */
  add(record: SinkRecord): RecordsRequest | null;
  /** A DELETE for the record's key. */
  deletion(record: SinkRecord): RecordsRequest;
  /** The requests that are not full, which are forgotten. */
  take(): readonly RecordsRequest[];
}

const withKey = (url: string): string => {
  if (namesKey(url)) return url;
  const [path = '', ...query] = url.split('?');
  return [`${path.replace(/\/$/, '')}/\${key}`, ...query].join('?');
};

export const createRequests = (settings: HttpSinkSettings): Requests => {
  const { method, headers, batching } = settings;
  const urlOf = urlTemplate(settings.url);
  const deletedUrlOf = urlTemplate(withKey(settings.url));
  const batchKeyOf = textTemplate(batching.keyPattern);
  const textOf = createRecordText(settings);
  let open = new Map<string, Piece[]>();

  const pieceOf = (record: SinkRecord): Piece => {
    const [url, own] = [urlOf(record), headersOf(record)];
    const group = batching.maxSize === 1 ? '' : JSON.stringify([url, own, batchKeyOf(record)]);
    return { record, url, headers: own, text: textOf(record), group };
  };

  const requestOf = (first: Piece, pieces: readonly Piece[]): RecordsRequest => ({
    method,
    url: new URL(first.url),
    headers: { ...first.headers, ...headers },
    body: batching.prefix + pieces.map(({ text }) => text).join(batching.separator) + batching.suffix,
    records: pieces.map(({ record }) => record),
  });

  return {
    add: (record) => {
      const piece = pieceOf(record);
      if (batching.maxSize === 1) return requestOf(piece, [piece]);
      const pieces = open.get(piece.group) ?? [];
      open.set(piece.group, pieces);
      pieces.push(piece);
      if (pieces.length < batching.maxSize) return null;
      open.delete(piece.group);
      return requestOf(piece, pieces);
    },
    deletion: (record) => ({
      method: 'DELETE',
      url: new URL(deletedUrlOf(record)),
      headers: { ...headersOf(record), ...headers },
      body: null,
      records: [record],
    }),
    take: () => {
      const taken = [...open.values()];
      open = new Map();
      return taken.flatMap((pieces) => (pieces[0] === undefined ? [] : [requestOf(pieces[0], pieces)]));
    },
  };
};
