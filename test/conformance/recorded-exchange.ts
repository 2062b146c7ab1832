import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const request = v.object({
  method: v.string(),
  path: v.string(),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  json: v.optional(v.unknown()),
  body: v.optional(v.string()),
});

const response = v.object({
  status: v.number(),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  json: v.optional(v.unknown()),
  body: v.optional(v.nullable(v.string())),
});

const exchange = v.object({ id: v.string(), request, response: v.optional(response) });

/** One request to a real Kafka Connect worker and, where it was kept, its answer. */
export type RecordedExchange = v.InferOutput<typeof exchange>;
export type RecordedRequest = v.InferOutput<typeof request>;
export type RecordedResponse = v.InferOutput<typeof response>;

/** The main story, and two workers configured otherwise. */
export type RecordingName = 'distributed' | 'variant' | 'variant-noadmin';

/** Reads a recording, in the order in which it was made. */
export const readRecording = (name: RecordingName): readonly RecordedExchange[] =>
  readFileSync(new URL(`fixtures/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => v.parse(exchange, JSON.parse(line)));
