import { DataError } from '../../../connect/errors.ts';
import { createBody, type Format } from './format.ts';

/** What stands around texts and between them. */
export interface TextFrame {
  readonly contentType: string;
  readonly begin: string;
  readonly separator: string;
  readonly end: string;
}

/** Texts that are made already, one after the other. */
export const textFormat = ({ contentType, begin, separator, end }: TextFrame): Format => ({
  extension: '',
  contentType,
  needsStruct: false,
  assembly: 'CONCATENATION',
  ...(end === '' ? {} : { tail: Buffer.from(end) }),
  open: (_schema, place) =>
    createBody<string>({
      place,
      encode: (value) => {
        if (typeof value !== 'string') throw new DataError('Only texts are written');
        return value;
      },
      assemble: (texts, isFirst) => Buffer.from((isFirst ? begin : separator) + texts.join(separator)),
    }),
});
