import * as v from 'valibot';
import { type Answer, normalise } from './normalise.ts';
import type { RecordedExchange, RecordedRequest, RecordedResponse } from './recorded-exchange.ts';

/** What was recorded beside what was answered here. */
export interface Comparison {
  readonly id: string;
  readonly recorded: Answer;
  readonly actual: Answer;
}

/** A worker that starts empty, as the recorded one did. */
export interface ReplayedWorker {
  /** @param path with the query, as it stands in the URL. */
  send(path: string, init: RequestInit): Promise<Response>;
  /** Lets what the request asked for come about; the recording was made with pauses. */
  settle(request: RecordedRequest, status: number): Promise<void>;
  /** Called before each exchange: what happened to the recorded worker besides, such as records coming in. */
  before?(id: string): Promise<void>;
}

const bodyOf = ({ method, json, body }: RecordedRequest): Uint8Array<ArrayBuffer> | null => {
  const text = json === undefined ? body : JSON.stringify(json);
  // As bytes, since a string would bring a content type of its own.
  return text === undefined || method === 'GET' || method === 'HEAD' ? null : new Uint8Array(Buffer.from(text));
};

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
const actualAnswer = (response: Response, text: string, recorded: Answer): Answer => {
  const headers = Object.keys(recorded.headers).map((name) => [name, response.headers.get(name) ?? ''] as const);
  return normalise({ status: response.status, headers: Object.fromEntries(headers), body: parsed(text) });
};

/** All that can be deleted over Kafka Connect's API. */
const cleanUp = async ({ send }: ReplayedWorker): Promise<void> => {
  const names = v.parse(v.array(v.string()), await (await send('/connectors', {})).json());
  for (const name of names.filter((one) => !/[/\\%]/.test(one)))
    await send(`/connectors/${encodeURIComponent(name)}`, { method: 'DELETE' });
};

/** Before this exchange the recorder cleaned up, without recording it. */
const AFTER_CLEAN_UP = '469-list-end';

/** Sends a recording's requests in order. */
export const replay = async (
  worker: ReplayedWorker,
  recording: readonly RecordedExchange[],
): Promise<readonly Comparison[]> => {
  const comparisons: Comparison[] = [];
  for (const { id, request, response } of recording) {
    await worker.before?.(id);
    if (id === AFTER_CLEAN_UP) await cleanUp(worker);
    const { method, path, headers } = request;
    const answer = await worker.send(path, { method, headers, body: bodyOf(request) });
    const text = await answer.text();
    if (response !== undefined) {
      const recorded = recordedAnswer(response);
      comparisons.push({ id, recorded, actual: actualAnswer(answer, text, recorded) });
    }
    await worker.settle(request, answer.status);
  }
  return comparisons;
};
