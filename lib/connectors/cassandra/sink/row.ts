import type { SinkRecord } from '../../../connect/record.ts';

/** A record made ready: one statement with its parameters. */
export interface Row {
  readonly record: SinkRecord;
  readonly query: string;
  readonly params: unknown[];
  /** Of the table and its partition: rows of one may share a batch. `null` never shares one. */
  readonly partition: string | null;
  /** Of the row in its table; `null` where the statement is the user's. */
  readonly key: string | null;
  /** Where among the parameters its timestamp is; -1 for none. */
  readonly timestampAt: number;
  /** Microseconds, made of the record's own timestamp; `null` where the mapping gives one, or nothing does. */
  readonly timestamp: bigint | null;
  readonly consistency: number;
  /** Whether sending it again changes nothing. */
  readonly isIdempotent: boolean;
}

const part = (value: unknown): string => {
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
  return `${text.length}:${text}`;
};

/** Values as a text that tells them apart. */
export const keyText = (prefix: string, values: readonly unknown[]): string => {
  let text = prefix;
  for (const value of values) text += part(value);
  return text;
};
