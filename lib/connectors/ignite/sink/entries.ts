import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { type ByteWriter, createByteWriter } from '../client/byte-writer.ts';
import type { EncodedEntries } from '../client/operations.ts';
import type { Encoders } from './encoders.ts';
import type { Extract } from './extractor.ts';
import type { ValueEncoder } from './value-encoder.ts';

/** One change of the cache: where its key and its value are among the encoded bytes. */
export interface Entry {
  readonly record: SinkRecord;
  readonly start: number;
  readonly keyEnd: number;
  /** As `keyEnd` in a removal. */
  readonly end: number;
  readonly encoders: readonly ValueEncoder[];
}

/** A batch, ready to be sent. */
export interface EncodedBatch {
  /** One for each key. */
  readonly puts: readonly Entry[];
  readonly removals: readonly Entry[];
  readonly refused: ReadonlyArray<readonly [SinkRecord, DataError]>;
  /** Some of the entries as a request has them, or their keys alone. */
  slice(entries: readonly Entry[], part: 'entries' | 'keys'): EncodedEntries;
}

export interface EncodeOptions {
  readonly key: Extract;
  readonly value: Extract;
  readonly mayOverwrite: boolean;
}

const encode = (out: ByteWriter, record: SinkRecord, encoders: Encoders, options: EncodeOptions): Entry => {
  const key = options.key(record);
  if (key.value === null) throw new DataError('The record has no key, without which nothing can be stored in a cache');
  const value = options.value(record);
  if (value.value === null && !options.mayOverwrite)
    throw new DataError('A record without a value removes an entry, for which cacheAllowOverwrite must be true');
  const start = out.position();
  const keyEncoder = encoders.key(key.schema, key.value);
  keyEncoder.write(out, key.value);
  const keyEnd = out.position();
  if (value.value === null) return { record, start, keyEnd, end: keyEnd, encoders: [keyEncoder] };
  const valueEncoder = encoders.value(value.schema, value.value);
  valueEncoder.write(out, value.value);
  return { record, start, keyEnd, end: out.position(), encoders: [keyEncoder, valueEncoder] };
};

/** Encodes a batch; of several records with one key only that counts which the cache would end with. */
export const encodeBatch = (
  records: readonly SinkRecord[],
  encoders: Encoders,
  options: EncodeOptions,
): EncodedBatch => {
  const out = createByteWriter(64 * 1024);
  const byKey = new Map<string, Entry>();
  const refused: Array<readonly [SinkRecord, DataError]> = [];
  for (const record of records) {
    const start = out.position();
    try {
      const entry = encode(out, record, encoders, options);
      const key = out.view(start).toString('latin1', 0, entry.keyEnd - start);
      if (options.mayOverwrite || !byKey.has(key)) byKey.set(key, entry);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      out.truncate(start);
      refused.push([record, error]);
    }
  }
  const bytes = out.view();
  const entries = [...byKey.values()];
  return {
    puts: entries.filter(({ keyEnd, end }) => end > keyEnd),
    removals: entries.filter(({ keyEnd, end }) => end === keyEnd),
    refused,
    slice: (some, part) => ({
      count: some.length,
      write: (body) => {
        for (const { start, keyEnd, end } of some) body.bytes(bytes.subarray(start, part === 'keys' ? keyEnd : end));
      },
    }),
  };
};
