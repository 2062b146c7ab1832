import * as v from 'valibot';
import { explain, isPassing, type ServerError, serverError } from '../transport/failures.ts';

const item = v.object({ status: v.number(), error: v.optional(serverError) });
const bulkResponse = v.object({ errors: v.boolean(), items: v.array(v.record(v.string(), item)) });

/** What became of one operation. */
export type Outcome =
  | { readonly kind: 'done' }
  /** The shards or the node were busy, as they are for any document: it may go better. */
  | { readonly kind: 'busy'; readonly reason: string }
  /** The server failed at this document: it may go better, or never. */
  | { readonly kind: 'passing'; readonly reason: string }
  /** The index is gone. */
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'version conflict'; readonly reason: string }
  /** The document does not fit. */
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

const DONE: Outcome = { kind: 'done' };
const UNKNOWN: ServerError = { type: 'unknown', reason: '', caused_by: undefined };

const BUSY: ReadonlySet<number> = new Set([429, 503]);

const kindOf = (status: number, type: string): Exclude<Outcome['kind'], 'done'> => {
  if (type === 'index_not_found_exception') return 'missing';
  if (isPassing(status)) return BUSY.has(status) ? 'busy' : 'passing';
  if (status === 409) return 'version conflict';
  return status === 400 ? 'malformed' : 'failed';
};

const outcomeOf = (result: v.InferOutput<typeof item> | undefined): Outcome => {
  if (result === undefined) return { kind: 'failed', reason: 'the server said nothing about it' };
  // A document that is not there to be deleted has a status of 404, and no error.
  if (result.status < 300 || (result.status === 404 && result.error === undefined)) return DONE;
  const error = result.error ?? UNKNOWN;
  return { kind: kindOf(result.status, error.type), reason: explain(error) };
};

/** Only these parts of the response are asked for. */
export const BULK_PATH = '/_bulk?filter_path=errors,items.*.status,items.*.error';

/** The outcomes in the order of the operations; `null` where all are done, which is known without reading items. */
export const readBulkResponse = (body: string): readonly Outcome[] | null => {
  if (/^\{"errors":false[,}]/.test(body)) return null;
  const { errors, items } = v.parse(bulkResponse, JSON.parse(body));
  return errors ? items.map((entry) => outcomeOf(Object.values(entry)[0])) : null;
};
