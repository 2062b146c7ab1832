import { type RecordedCase, recordedCases } from './recorded.ts';

/** A recorded case that is not matched, on purpose. */
export interface DeliberateDifference {
  /** The heading in the record, and the case under it. */
  readonly heading: string;
  readonly given: string;
  /** The part of the recorded text that is different; all of it by default. */
  readonly recorded?: string;
  /** What stands there instead. */
  readonly ours: string;
  readonly reason: string;
}

/** All of them: every other recorded case of converters and values matches. */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  ...['enable=true ', 'enable=false'].map((enabled) => ({
    heading: 'JsonConverter.toConnectData',
    given: `${enabled} {"schema":null,"payload":{"a":1.5,"b":[1,"x"],"c":null,"d":12345678901234567890}}`,
    recorded: 'd=-6101065172474983726',
    ours: 'd=12345678901234567890',
    reason: 'an integer beyond 64 bits is kept, where the original wraps',
  })),
  {
    heading: 'primitive converters',
    given: 'StringConverter struct',
    recorded: 'by=[B@6a01e23',
    ours: 'by=AAH/',
    reason: 'bytes print as base64, where Java prints the identity of the array',
  },
  {
    heading: 'Values.parseString',
    given: '\'[1,"a"]\'',
    ours: 'null [1, a]',
    reason: 'an array here has no element schema of null: mixed types are schemaless',
  },
];

const withDifference = (recorded: RecordedCase, difference: DeliberateDifference): RecordedCase => {
  const { recorded: part = recorded.expected, ours } = difference;
  return { ...recorded, expected: recorded.expected.replace(part, () => ours) };
};

/** The cases under a heading, with what is expected of us: the record, but for the deliberate differences. */
export const expectedCases = (heading: string): readonly RecordedCase[] =>
  recordedCases(heading).map((recorded) =>
    deliberateDifferences
      .filter((one) => one.heading === heading && one.given === recorded.given)
      .reduce(withDifference, recorded),
  );
