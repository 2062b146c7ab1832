import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../lib/connect/schema.ts';
import { Struct } from '../lib/connect/struct.ts';

const ROW = structSchema([
  ['id', INT64_SCHEMA],
  ['name', STRING_SCHEMA],
  ['text', STRING_SCHEMA],
]);

/** A value of about that many bytes for a converter: text for strings, a row of three columns for JSON. */
export const payload = (converter: string, bytes: number, id: number) => {
  if (converter === 'string') return { valueSchema: STRING_SCHEMA, value: String(id).padEnd(bytes, 'x') };
  const text = 'x'.repeat(Math.max(0, bytes - 50));
  return { valueSchema: ROW, value: new Struct(ROW, [id, `name ${id % 1000}`, text]) };
};
