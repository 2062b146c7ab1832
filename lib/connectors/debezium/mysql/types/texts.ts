import iconv from 'iconv-lite';
import { ConnectError } from '../../../../connect/errors.ts';
import { STRING_SCHEMA } from '../../../../connect/schema.ts';
import type { RawValue } from '../raw-value.ts';
import type { ValueType } from './value-type.ts';

/** The server's names of character sets, and those of the same in iconv-lite; the server's latin1 is Windows'. */
const ENCODINGS: Readonly<Record<string, string>> = {
  ascii: 'latin1',
  latin1: 'win1252',
  latin2: 'iso-8859-2',
  latin5: 'iso-8859-9',
  latin7: 'iso-8859-13',
  greek: 'iso-8859-7',
  hebrew: 'iso-8859-8',
  cp1250: 'win1250',
  cp1251: 'win1251',
  cp1256: 'win1256',
  cp1257: 'win1257',
  cp850: 'cp850',
  cp852: 'cp852',
  cp866: 'cp866',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  macroman: 'macroman',
  macce: 'maccenteuro',
  tis620: 'tis620',
  armscii8: 'armscii8',
  gb2312: 'gb2312',
  gbk: 'gbk',
  gb18030: 'gb18030',
  big5: 'big5',
  sjis: 'shift_jis',
  cp932: 'cp932',
  ujis: 'euc-jp',
  eucjpms: 'euc-jp',
  euckr: 'euc-kr',
  ucs2: 'utf-16be',
  utf16: 'utf-16be',
  utf16le: 'utf-16le',
  utf32: 'utf-32be',
  binary: 'latin1',
};

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const decodeUtf8 = (bytes: Uint8Array): string => bufferOf(bytes).toString('utf8');

/** How the log's bytes of a character set become text; `undefined` for a set that is not known. */
const decoderOf = (charset: string | null): ((bytes: Uint8Array) => string) | undefined => {
  if (charset === null || charset.startsWith('utf8')) return decodeUtf8;
  const encoding = ENCODINGS[charset];
  if (encoding === undefined || !iconv.encodingExists(encoding)) return undefined;
  return (bytes) => iconv.decode(bufferOf(bytes), encoding);
};

/** @throws ConnectError for a character set that cannot be decoded: its texts would be lost. */
export const textType = (column: string, charset: string | null): ValueType => {
  const decode = decoderOf(charset);
  if (decode === undefined)
    throw new ConnectError(
      `The character set ${charset} of column ${column} is not supported. Convert the column to utf8mb4, or leave it out by column.exclude.list.`,
    );
  return {
    schema: STRING_SCHEMA,
    read: (raw: RawValue) => (raw instanceof Uint8Array ? decode(raw) : String(raw)),
  };
};
