import type { Answer } from './normalise.ts';
import type { RecordingName } from './recorded-exchange.ts';

/** A deliberate difference from Kafka Connect: a wart of the original, and what is done here instead. */
export interface Difference {
  readonly reason: string;
  readonly cases: readonly DifferenceCase[];
}

/** Where a difference shows, and how. */
export interface DifferenceCase {
  /** @default the main one. */
  readonly recording?: RecordingName;
  /** The recorded exchanges it concerns, by the number that their id begins with. */
  readonly exchanges: readonly string[];
  /** What is answered here instead. */
  readonly here?: { readonly status: number; readonly message?: RegExp };
  /** Takes the difference out of both answers, which must then be equal. */
  readonly alike?: (answer: Answer) => Answer;
}

export const concerns = (one: DifferenceCase, recording: RecordingName, id: string): boolean =>
  (one.recording ?? 'distributed') === recording && one.exchanges.includes(id.slice(0, id.indexOf('-')));

/** Changes the body of an answer. */
export const inBody =
  (change: (body: unknown) => unknown): ((answer: Answer) => Answer) =>
  (answer) => ({ ...answer, body: change(answer.body) });

const isMessage = (body: unknown): body is { readonly message: string } =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string';

/** Changes the message of an error. */
export const inMessage = (change: (message: string) => string): ((answer: Answer) => Answer) =>
  inBody((body) => (isMessage(body) ? { ...body, message: change(body.message) } : body));

export const messageOf = ({ body }: Answer): string => (isMessage(body) ? body.message : '');
