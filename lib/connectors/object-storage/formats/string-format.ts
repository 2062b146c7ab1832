import { convertToString } from '../../../connect/values.ts';
import { createBody, type Format } from './format.ts';

/** Values as text, a line each; follows Confluent's `StringFormat`. */
export const stringFormat: Format = {
  extension: '.txt',
  contentType: 'text/plain',
  needsStruct: false,
  assembly: 'CONCATENATION',
  open: (schema, place) =>
    createBody<string>({
      place,
      encode: (value) => `${typeof value === 'string' ? value : (convertToString(schema, value) ?? 'null')}\n`,
      assemble: (lines) => Buffer.from(lines.join('')),
    }),
};
