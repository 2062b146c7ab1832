import { readFileSync } from 'node:fs';

/** One line of the record: what was given, and what Kafka Connect 4.3 made of it. */
export interface RecordedCase {
  readonly given: string;
  readonly expected: string;
}

const text = readFileSync(new URL('./fixtures/recorded-cases.txt', import.meta.url), 'utf8');

const toCase = (line: string): RecordedCase => {
  const [given = '', ...expected] = line.split(' => ');
  return { given, expected: expected.join(' => ') };
};

/** The cases under a heading of the record. Lines that go on after a line break hold Jackson's own words: left out. */
export const recordedCases = (heading: string): readonly RecordedCase[] => {
  const section = text.split(/^# /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .slice(1)
    .filter((line) => line.includes(' => '))
    .map(toCase);
};
