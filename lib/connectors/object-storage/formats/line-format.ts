import { DataError } from '../../../connect/errors.ts';
import type { Compression } from './compression.ts';
import { createBody, type Format } from './format.ts';

/** Texts that are made already, a line each. */
export const lineFormat = (contentType: string, compression: Compression): Format => ({
  extension: compression.extension,
  contentType,
  needsStruct: false,
  assembly: 'CONCATENATION',
  open: (_schema, place) =>
    createBody<string>({
      place,
      encode: (value) => {
        if (typeof value !== 'string') throw new DataError('Lines are texts');
        return `${value}\n`;
      },
      assemble: (lines) => compression.compress(Buffer.from(lines.join(''))),
    }),
});
