import * as v from 'valibot';
import { ConnectError } from '../../connect/errors.ts';

const piece = v.object({ name: v.string(), bytes: v.number() });

const part = v.object({
  ending: v.string(),
  contentType: v.string(),
  assembly: v.picklist(['CONCATENATION', 'PARQUET']),
  pieces: v.array(piece),
  /** What stands behind the last piece, in base64. */
  tail: v.optional(v.string(), ''),
});

const kind = v.object({ bucket: v.number(), window: v.number(), schema: v.string(), directory: v.string() });

const file = v.object({
  kind,
  name: v.string(),
  firstOffset: v.number(),
  lastOffset: v.number(),
  recordCount: v.number(),
  earliestMs: v.optional(v.number()),
  latestMs: v.optional(v.number()),
  parts: v.array(part),
});

const filesState = v.object({
  next: v.number(),
  claim: v.number(),
  layout: v.string(),
  place: v.string(),
  directory: v.nullable(v.string()),
  rotateAt: v.nullable(v.number()),
  open: v.array(file),
  closing: v.array(file),
  reported: v.array(v.tuple([v.number(), v.string()])),
});

/** What decides on the file of a record. */
export type Kind = Readonly<v.InferOutput<typeof kind>>;

/** An object that is not finished: its bytes so far are in pieces. */
export type OpenPart = Readonly<v.InferOutput<typeof part>>;

/** A file that is not finished. Once it is closing, `name` is final. */
export type OpenFile = Readonly<v.InferOutput<typeof file>>;

/** What is remembered of a topic partition from batch to batch. */
export interface FilesState {
  /** The next offset: all before it are in finished files, or in pieces. */
  readonly next: number;
  /** Grows whenever a task sees the partition for the first time; part of the names of pieces. */
  readonly claim: number;
  /** Tells configurations apart that write other files. */
  readonly layout: string;
  /** The bucket or file system that pieces and files are in. */
  readonly place: string;
  /** Where the last record went. */
  readonly directory: string | null;
  /** When the open files end by the clock, in milliseconds since the epoch. */
  readonly rotateAt: number | null;
  readonly open: readonly OpenFile[];
  /** Files to which nothing is added: they are finished, or must be. */
  readonly closing: readonly OpenFile[];
  /** Offsets below `next` that went to the dead letter queue, and why, for as long as their batch may come again. */
  readonly reported: ReadonlyArray<readonly [number, string]>;
}

export const encodeState = (state: FilesState): string => JSON.stringify(state);

/** @throws ConnectError when it is not one. */
export const decodeState = (text: string): FilesState => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), filesState), text);
  if (!parsed.success)
    throw new ConnectError(`What is stored of open files cannot be read: ${parsed.issues[0].message}`);
  return parsed.output;
};
