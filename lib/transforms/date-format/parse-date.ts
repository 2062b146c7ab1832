import { type DateFields, toDate } from './date-fields.ts';
import { readField } from './read-field.ts';
import type { Read } from './readers.ts';
import type { Token } from './tokens.ts';

/** The date; `null` when the text does not match. Text after the end of the pattern is ignored, as in Java. */
export type ParseDate = (text: string) => Date | null;

const literal =
  (expected: string): Read =>
  (text, position) =>
    text.startsWith(expected, position) ? position + expected.length : -1;

/** Compiles what reads a date, UTC unless it says otherwise. `centuryStart` is where two-digit years begin. */
export const parseDate = (tokens: readonly Token[], centuryStart: number): ParseDate => {
  const reads = tokens.map((token, index): Read | undefined =>
    token.kind === 'text'
      ? literal(token.text)
      : readField(token, { isFollowedByField: tokens[index + 1]?.kind === 'field', centuryStart }),
  );
  return (text) => {
    const fields: DateFields = {};
    let position = 0;
    for (const read of reads) {
      position = read?.(text, position, fields) ?? -1;
      if (position === -1) return null;
    }
    return toDate(fields);
  };
};
