import { ConfigError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { convertToString } from '../../../connect/values.ts';
import type { HttpSinkConfig } from './config.ts';

/** By name in lower case. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** RFC 9110: a token, and a value without control characters. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What is the connection's, or the client's own to say. */
const OWN = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'expect',
]);

const parseHeader = (name: string, text: string): readonly [string, string] => {
  const colon = text.indexOf(':');
  const [header, value] = [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
  // The value may be a secret: it is not shown.
  if (colon < 1 || !NAME.test(header) || !VALUE.test(value))
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

/** The headers of every request; the configuration's own win over what the body's format suggests. */
export const parseHeaders = (config: HttpSinkConfig, format: 'string' | 'json' | 'text'): RequestHeaders => {
  const separator = config['header.separator'];
  const contentType = config['http.headers.content.type'];
  return {
    'content-type': format === 'json' ? 'application/json' : 'text/plain; charset=UTF-8',
    ...(contentType !== null && { 'content-type': contentType }),
    ...headersIn('headers', config.headers, separator),
    ...headersIn('sensitive.headers', config['sensitive.headers'].value(), separator),
    ...headersIn('http.headers.additional', config['http.headers.additional'].join('\n'), '\n'),
  };
};

/** A record's headers as those of its request; what HTTP cannot carry is left out. */
export const headersOf = ({ headers }: SinkRecord): RequestHeaders => {
  if (headers.length === 0) return {};
  const named = headers.flatMap(({ key, schema, value }) => {
    const name = key.toLowerCase();
    const text = convertToString(schema, value) ?? '';
    return NAME.test(name) && !OWN.has(name) && VALUE.test(text) ? [[name, text] as const] : [];
  });
  return Object.fromEntries(named);
};
