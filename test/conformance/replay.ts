import type { Hono } from 'hono';
import { type Answer, normalise } from './normalise.ts';
import type { RecordedExchange, RecordedRequest, RecordedResponse } from './recorded-exchange.ts';
import { ORIGIN, type RecordedWorker } from './world/recorded-worker.ts';

/** What was recorded beside what was answered here. */
export interface Comparison {
  readonly id: string;
  readonly recorded: Answer;
  readonly actual: Answer;
}

const bodyOf = ({ json, body }: RecordedRequest): Uint8Array<ArrayBuffer> | null => {
  const text = json === undefined ? body : JSON.stringify(json);
  // As bytes, since a string would bring a content type of its own.
  return text === undefined ? null : new Uint8Array(Buffer.from(text));
};

const send = async (app: Hono, request: RecordedRequest): Promise<Response> =>
  app.request(
    new Request(`${ORIGIN}${request.path}`, {
      method: request.method,
      headers: request.headers,
      body: ['GET', 'HEAD'].includes(request.method) ? null : bodyOf(request),
    }),
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? null : text;
  }
};

const recordedAnswer = ({ status, headers, json, body }: RecordedResponse): Answer =>
  normalise({ status, headers, body: json === undefined ? (body ?? null) : json });

/** Only the headers that the recording kept count. */
const actualAnswer = async (response: Response, recorded: Answer): Promise<Answer> => {
  const headers = Object.keys(recorded.headers).map((name) => [name, response.headers.get(name) ?? ''] as const);
  const body = parsed(await response.text());
  return normalise({ status: response.status, headers: Object.fromEntries(headers), body });
};

/** Sends a recording's requests in order to a worker that starts empty, as the recorded one did. */
export const replay = async (
  { app, settle }: RecordedWorker,
  recording: readonly RecordedExchange[],
): Promise<readonly Comparison[]> => {
  const comparisons: Comparison[] = [];
  for (const { id, request, response } of recording) {
    const answer = await send(app, request);
    if (response !== undefined) {
      const recorded = recordedAnswer(response);
      comparisons.push({ id, recorded, actual: await actualAnswer(answer, recorded) });
    }
    await settle();
  }
  return comparisons;
};
