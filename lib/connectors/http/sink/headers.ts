import type { SinkRecord } from '../../../connect/record.ts';
import { convertToString } from '../../../connect/values.ts';
import { HEADER_NAME, HEADER_VALUE, headersIn, type RequestHeaders } from '../headers.ts';
import type { HttpSinkConfig } from './config.ts';

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
    return HEADER_NAME.test(name) && !OWN.has(name) && HEADER_VALUE.test(text) ? [[name, text] as const] : [];
  });
  return Object.fromEntries(named);
};
