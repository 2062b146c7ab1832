import { ConfigError } from '../../connect/errors.ts';

/** By name in lower case. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** RFC 9110: a token, and a value without control characters. */
export const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
export const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const parseHeader = (name: string, text: string): readonly [string, string] => {
  const colon = text.indexOf(':');
  const [header, value] = [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
  // The value may be a secret: it is not shown.
  if (colon < 1 || !HEADER_NAME.test(header) || !HEADER_VALUE.test(value))
    throw new ConfigError(`Invalid value for configuration ${name}: headers are written as name:value`);
  return [header, value];
};

/** Headers in one text. @throws ConfigError when one is not written as name:value. */
export const headersIn = (name: string, text: string, separator: string): RequestHeaders =>
  Object.fromEntries(
    text
      .split(separator)
      .filter((header) => header.trim() !== '')
      .map((header) => parseHeader(name, header)),
  );
