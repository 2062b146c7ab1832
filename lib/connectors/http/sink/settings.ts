import { javaRegex } from '../../../config/java-regex.ts';
import type { RawConfig } from '../../../connect/connector.ts';
import { ConfigError } from '../../../connect/errors.ts';
import type { HttpMethod } from '../../../http/client.ts';
import type { RequestHeaders } from '../headers.ts';
import { parseStatusCodes, type StatusCodes } from '../status-codes.ts';
import type { HttpSinkConfig } from './config.ts';
import { parseHeaders } from './headers.ts';

export interface Batching {
  readonly maxSize: number;
  readonly keyPattern: string;
  readonly prefix: string;
  readonly separator: string;
  readonly suffix: string;
}

export interface Retrying {
  readonly maxRetries: number;
  readonly backoffMs: number;
  readonly isExponential: boolean;
  readonly statusCodes: StatusCodes;
  /** Set where the whole batch comes again after the last try, in milliseconds from then. */
  readonly handBackMs: number | null;
}

export interface Replacement {
  readonly pattern: RegExp;
  readonly by: string;
}

/** What a configuration means, whichever product's keys it is written in. */
export interface HttpSinkSettings {
  readonly url: string;
  readonly method: HttpMethod;
  readonly headers: RequestHeaders;
  /** `text`: strings as they are, anything else in JSON. */
  readonly format: 'string' | 'json' | 'text';
  readonly decimalFormat: 'BASE64' | 'NUMERIC';
  readonly nullValues: 'fail' | 'log' | 'ignore' | 'delete';
  readonly onError: 'fail' | 'log' | 'ignore';
  readonly reportsResponse: boolean;
  readonly replacements: readonly Replacement[];
  readonly batching: Batching;
  readonly retrying: Retrying;
}

const isAiven = (raw: RawConfig): boolean => raw['connector.class']?.startsWith('io.aiven.') ?? false;

/** Escapes as in Java's literals. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '\\');

const aivenBatching = (config: HttpSinkConfig, raw: RawConfig): Batching => {
  const on = config['batching.enabled'];
  const part = (key: 'batch.prefix' | 'batch.separator' | 'batch.suffix', fallback: string): string =>
    on ? unescaped(raw[key] ?? fallback) : '';
  return {
    maxSize: on ? (raw['batch.max.size'] === undefined ? 500 : config['batch.max.size']) : 1,
    keyPattern: '',
    prefix: part('batch.prefix', ''),
    separator: part('batch.separator', '\n'),
    suffix: part('batch.suffix', '\n'),
  };
};

const confluentBatching = (config: HttpSinkConfig, raw: RawConfig): Batching => {
  const separator =
    raw['batch.separator'] === undefined && raw['batch.seperator'] !== undefined
      ? 'batch.seperator'
      : 'batch.separator';
  const isArray = config['batch.json.as.array'] && config['request.body.format'] === 'json';
  return {
    maxSize: config['batch.max.size'],
    keyPattern: config['batch.key.pattern'],
    prefix: isArray ? '[' : config['batch.prefix'],
    separator: isArray ? ',' : config[separator],
    suffix: isArray ? ']' : config['batch.suffix'],
  };
};

const retryingOf = (config: HttpSinkConfig, raw: RawConfig): Retrying => ({
  maxRetries: isAiven(raw) && raw['max.retries'] === undefined ? 1 : config['max.retries'],
  backoffMs: config['retry.backoff.ms'],
  isExponential: config['retry.backoff.policy'] === 'EXPONENTIAL_WITH_JITTER' && !isAiven(raw),
  statusCodes: parseStatusCodes(config['retry.on.status.codes']) ?? (() => true),
  handBackMs: config['kafka.retry.backoff.ms'],
});

const split = (text: string, separator: string): readonly string[] => (text === '' ? [] : text.split(separator));

const everywhere = ({ source, flags }: RegExp): RegExp => new RegExp(source, `${flags}g`);

/** @throws ConfigError when an expression cannot be read, or lacks what to replace it by. */
export const replacementsOf = (config: HttpSinkConfig): readonly Replacement[] => {
  const separator = config['regex.separator'];
  const patterns = split(config['regex.patterns'], separator);
  const replacements = config['regex.replacements'].split(separator);
  if (patterns.length > 0 && patterns.length !== replacements.length)
    throw new ConfigError('There must be as many regex.replacements as there are regex.patterns');
  return patterns.map((pattern, index) => ({
    pattern: everywhere(javaRegex(pattern)),
    by: replacements[index] ?? '',
  }));
};

const format = (config: HttpSinkConfig, raw: RawConfig): HttpSinkSettings['format'] =>
  isAiven(raw) && raw['request.body.format'] === undefined ? 'text' : config['request.body.format'];

/** The class says whose defaults count. */
export const parseSettings = (config: HttpSinkConfig, raw: RawConfig): HttpSinkSettings => ({
  url: config['http.api.url'] ?? config['http.url'] ?? '',
  method: config['request.method'],
  headers: parseHeaders(config, format(config, raw)),
  format: format(config, raw),
  decimalFormat: config[raw['json.decimal.format'] === undefined ? 'decimal.format' : 'json.decimal.format'],
  nullValues: isAiven(raw) && raw['behavior.on.null.values'] === undefined ? 'fail' : config['behavior.on.null.values'],
  onError: config['behavior.on.error'],
  reportsResponse: config['report.errors.as'] === 'http_response',
  replacements: replacementsOf(config),
  batching: isAiven(raw) ? aivenBatching(config, raw) : confluentBatching(config, raw),
  retrying: retryingOf(config, raw),
});
