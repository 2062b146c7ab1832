import { ConnectError } from '../../../connect/errors.ts';
import type { HttpRequest } from '../../../http/client.ts';
import { HEADER_VALUE, headersIn, type RequestHeaders } from '../headers.ts';
import type { HttpSourceConfig } from './config.ts';

/** The request for the page at an offset. */
export type PageRequest = (offset: string) => HttpRequest;

type Values = Readonly<Record<'entityName' | 'offset', string>>;

const filled = (template: string, values: Values, encode: (text: string) => string = (text) => text): string =>
  template
    .replaceAll('${entityName}', () => encode(values.entityName))
    .replaceAll('${offset}', () => encode(values.offset));

/** Within quotes of a JSON body; a number stays as it is. */
const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

const parametersOf = (config: HttpSourceConfig): ReadonlyArray<readonly [name: string, value: string]> =>
  config['http.request.parameters']
    .split(config['http.request.parameters.separator'])
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const equals = parameter.indexOf('=');
      return equals < 0 ? [parameter, ''] : [parameter.slice(0, equals), parameter.slice(equals + 1)];
    });

/** @throws ConfigError when a header is not written as name:value. */
export const requestHeaders = (config: HttpSourceConfig): RequestHeaders => {
  const separator = config['http.request.headers.separator'];
  return {
    accept: 'application/json',
    ...(config['http.request.body'] !== '' && { 'content-type': 'application/json' }),
    ...headersIn('http.request.headers', config['http.request.headers'], separator),
    ...headersIn('http.request.sensitive.headers', config['http.request.sensitive.headers'].value(), separator),
  };
};

const headerValue = (name: string, value: string): string => {
  if (!HEADER_VALUE.test(value)) throw new ConnectError(`The offset makes no value of the header ${name}`);
  return value;
};

/** Puts an offset and an entity's name into the requests that the configuration describes. */
export const createPageRequest = (config: HttpSourceConfig, entityName: string): PageRequest => {
  const { url: template, 'http.request.method': method, 'http.request.body': body } = config;
  const parameters = parametersOf(config);
  const headers = Object.entries(requestHeaders(config));
  return (offset) => {
    const values = { entityName, offset };
    const url = new URL(filled(template, values, encodeURIComponent));
    for (const [name, value] of parameters) {
      // Before the first cursor there is nothing to say: many APIs refuse an empty one.
      if (value !== '${offset}' || offset !== '') url.searchParams.append(name, filled(value, values));
    }
    return {
      method,
      url,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, headerValue(name, filled(value, values))])),
      ...(body !== '' && { body: filled(body, values, jsonEscaped) }),
    };
  };
};
