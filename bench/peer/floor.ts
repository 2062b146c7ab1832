import { open } from 'node:fs/promises';
import * as v from 'valibot';

/**
 * The least that a function can do to bring an event's values to a file: base64 to text, JSON to values if there is a
 * converter for it (which are thrown away: a sink would make another text of them), one write an event. No records, no
 * configuration, no offsets, no errors: where this is, the event's own cost begins.
 */
const { FLOOR_FILE: file = '', FLOOR_JSON: json } = process.env;

const out = await open(file, 'a');

const lineOf = (value: string): string => {
  const text = Buffer.from(value, 'base64').toString();
  if (json === 'true') JSON.parse(text);
  return `${text}\n`;
};

const groups = v.object({ records: v.record(v.string(), v.array(v.unknown())) });

const recordValue = (record: unknown): string =>
  typeof record === 'object' && record !== null && 'value' in record ? String(record.value) : '';

export const handler = async (event: unknown): Promise<void> => {
  for (const records of Object.values(v.parse(groups, event).records))
    await out.appendFile(records.map((record) => lineOf(recordValue(record))).join(''));
};
