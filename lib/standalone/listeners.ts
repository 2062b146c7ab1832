import { invalidValue } from '../config/invalid-value.ts';

/** An address to listen on. */
export interface Listener {
  readonly scheme: 'http' | 'https';
  /** `undefined` for all addresses. */
  readonly host: string | undefined;
  readonly port: number;
}

const PATTERN = /^(\w+):\/\/(\[[0-9a-f:]+\]|[^:/]*):(\d{1,5})\/?$/i;

/** Reads one of `listeners`, such as `http://:8083`. @throws ConfigError naming what is wrong. */
export const parseListener = (text: string): Listener => {
  const [, written = '', host = '', port = ''] = PATTERN.exec(text) ?? [];
  if (port === '') throw invalidValue('listeners', text, 'expected http://host:port');
  const scheme = written.toLowerCase();
  if (scheme !== 'http' && scheme !== 'https')
    throw invalidValue('listeners', text, 'the schemes there are, are http and https');
  return { scheme, host: host === '' ? undefined : host.replace(/^\[|\]$/g, ''), port: Number(port) };
};
