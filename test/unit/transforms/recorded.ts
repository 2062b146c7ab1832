import { readFileSync } from 'node:fs';

/** One line of the record: what was given to a transformation, and what Kafka Connect 4.3 made of it. */
export interface RecordedCase {
  /** `Cast tombstone`: the transformation, then what the case is about. */
  readonly title: string;
  /** The configuration. */
  readonly config: Readonly<Record<string, string>>;
  readonly expected: string;
}

const text = readFileSync(new URL('./fixtures/recorded-cases.txt', import.meta.url), 'utf8');

/** Keys and values in turns; a comma without a blank after it belongs to a value. */
const configOf = (list: string): Readonly<Record<string, string>> => {
  const parts = list === '' ? [] : list.split(', ');
  return Object.fromEntries(parts.flatMap((key, i) => (i % 2 === 0 ? [[key, parts[i + 1] ?? '']] : [])));
};

const toCase = (line: string): RecordedCase => {
  const [, title = '', list = '', expected = ''] = /^(.*?) \[(.*?)\] => (.*)$/.exec(line) ?? [];
  return { title, config: configOf(list), expected };
};

export const recordedCases: readonly RecordedCase[] = text
  .split('\n')
  .filter((line) => line.includes(' => '))
  .map(toCase);
