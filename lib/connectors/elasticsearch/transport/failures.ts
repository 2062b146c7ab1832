import * as v from 'valibot';
import { ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { HttpResponse } from '../../../http/client.ts';

/** What the servers say about a failure, in a response or in an item of one. */
export const serverError = v.object({
  type: v.optional(v.string(), ''),
  reason: v.nullish(v.string(), ''),
  caused_by: v.optional(v.object({ reason: v.nullish(v.string(), '') })),
});
export type ServerError = v.InferOutput<typeof serverError>;

const failed = v.object({ error: v.union([serverError, v.string()]) });

/** Passing states of the cluster, of a proxy before it or of the request. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export const isPassing = (status: number): boolean => PASSING.has(status);

export const explain = ({ type, reason, caused_by: cause }: ServerError): string => {
  const because = cause?.reason ? `: ${cause.reason}` : '';
  return `${type}: ${reason ?? ''}${because}`;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The failure that a response is about. */
export const errorOf = ({ body }: HttpResponse): ServerError => {
  const result = v.safeParse(failed, parsed(body));
  if (!result.success) return { type: '', reason: body.slice(0, 500), caused_by: undefined };
  const { error } = result.output;
  return typeof error === 'string' ? { type: '', reason: error, caused_by: undefined } : error;
};

/** What a response other than a success means to the task. */
export const failureOf = (what: string, response: HttpResponse): ConnectError => {
  const message = `Failed to ${what}: the server answered ${response.status}: ${explain(errorOf(response))}`;
  return isPassing(response.status) ? new RetriableError(message) : new ConnectError(message);
};
