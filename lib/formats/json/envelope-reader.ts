import { asBuffer } from '../../connect/as-buffer.ts';
import type { SchemaAndValue } from '../../connect/value.ts';
import type { Json } from './json.ts';
import type { KnownSchema } from './known-schema.ts';
import { parseJson } from './parse-json.ts';
import { createParsedReader, type Exactly } from './parsed-envelope.ts';
import type { ReadBytes } from './reader.ts';

/** The bytes before the payload, as compact JSON writes them, of a schema seen before. */
interface Head {
  readonly bytes: Uint8Array;
  readonly known: KnownSchema;
}

/** A topic has few schemas at a time; comparing bytes with this many costs less than parsing one. */
const MAX_HEADS = 8;
const BRACE = 0x7d;

const SPACE = 0x20;

const trimEnd = (bytes: Buffer): Buffer => {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] ?? 0) <= SPACE) end--;
  return end === bytes.length ? bytes : bytes.subarray(0, end);
};

const startsWith = (bytes: Buffer, head: Uint8Array): boolean =>
  bytes.length > head.length && bytes.compare(head, 0, head.length, 0, head.length) === 0;

/**
 * Reads `{"schema":…,"payload":…}`. The same schema text gives the same schema object, as long as it is among the last
 * `cacheSize`; and a message that starts with the very bytes of a recent schema is not parsed as far as its payload.
 */
export const createEnvelopeReader = (options: {
  readonly cacheSize: number;
  readonly replaceNullWithDefault: boolean;
}): ReadBytes => {
  const readParsed = createParsedReader(options);
  const heads: Head[] = [];

  const remember = (bytes: Buffer, text: string, known: KnownSchema): void => {
    const head = Buffer.from(`{"schema":${text},"payload":`);
    if (!startsWith(bytes, head) || heads.some((other) => other.known === known)) return;
    heads.unshift({ bytes: head, known });
    heads.length = Math.min(heads.length, MAX_HEADS);
  };

  const readWhole = (bytes: Buffer): SchemaAndValue => {
    const parse = (exactly?: Exactly): Json | undefined => (bytes.length === 0 ? undefined : parseJson(bytes, exactly));
    const { schema, value, text, known } = readParsed(parse);
    if (known !== undefined) remember(bytes, text, known);
    return { schema, value };
  };

  /** Moves a head that is not the first to the front. */
  const headOf = (bytes: Buffer): Head | undefined => {
    const index = heads.findIndex((head) => startsWith(bytes, head.bytes));
    const head = heads[index];
    if (head === undefined || index === 0) return head;
    heads.splice(index, 1);
    heads.unshift(head);
    return head;
  };

  const readPayload = (bytes: Buffer, { bytes: head, known }: Head): SchemaAndValue => {
    const payload = bytes.subarray(head.length, -1);
    return { schema: known.schema, value: known.read((exactly) => parseJson(payload, exactly)) };
  };

  return (input) => {
    const bytes = trimEnd(asBuffer(input));
    const head = bytes.at(-1) === BRACE ? headOf(bytes) : undefined;
    if (head === undefined) return readWhole(bytes);
    try {
      return readPayload(bytes, head);
    } catch {
      // What follows the schema may be more than a payload: the reading of the whole says what is wrong.
      return readWhole(bytes);
    }
  };
};
