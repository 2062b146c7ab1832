import { readFileSync } from 'node:fs';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { RawHeader } from '../../../lib/connect/converter.ts';
import type { ConsumerRecord } from '../../../lib/kafka/port.ts';

/** A dead letter as it was read from its topic. */
export interface RecordedLetter {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly timestamp: number;
  readonly headers: readonly RawHeader[];
}

interface RecordedSink {
  readonly name: string;
  readonly config: RawConfig;
  readonly record: ConsumerRecord;
  readonly letter: RecordedLetter;
  /** The line that `errors.log.enable` adds to the log. */
  readonly logged: string;
}

/** Bytes in base64. */
interface Encoded {
  readonly key: string | null;
  readonly value: string | null;
  readonly timestamp: number;
  readonly headers: ReadonlyArray<readonly [string, string]>;
}

interface Recording {
  readonly sinks: ReadonlyArray<{
    readonly name: string;
    readonly config: RawConfig;
    readonly record: Encoded & { readonly topic: string; readonly partition: number; readonly offset: number };
    readonly letter: Encoded;
    readonly logged: string;
  }>;
  readonly source: { readonly logged: string };
}

const recording: Recording = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8'));

const bytes = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'));

const decoded = ({ key, value, timestamp, headers }: Encoded): RecordedLetter => ({
  key: bytes(key),
  value: bytes(value),
  timestamp,
  headers: headers.map(([name, text]) => ({ key: name, value: bytes(text) })),
});

/** Poison records of sinks, and what Kafka Connect made of them. */
export const recordedSinks: readonly RecordedSink[] = recording.sinks.map(({ record, letter, ...rest }) => {
  const { topic, partition, offset } = record;
  return {
    ...rest,
    record: { topic, partition, offset, timestampType: 'CREATE_TIME', ...decoded(record) },
    letter: decoded(letter),
  };
});

/** The line that a source's failed record adds to the log. */
export const recordedSourceLog: string = recording.source.logged;
