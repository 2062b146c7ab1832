import { invalidValue } from '../config/invalid-value.ts';

/** An address to listen on. */
export interface Listener {
  /** `undefined` for all addresses. */
  readonly host: string | undefined;
  readonly port: number;
}

const PATTERN = /^(\w+):\/\/(\[[0-9a-f:]+\]|[^:/]*):(\d{1,5})\/?$/i;

/** Reads one of `listeners`, such as `http://:8083`. @throws ConfigError naming what is wrong. */
export const parseListener = (text: string): Listener => {
  const [, scheme, host = '', port = ''] = PATTERN.exec(text) ?? [];
  if (scheme === undefined) throw invalidValue('listeners', text, 'expected http://host:port');
  if (scheme.toLowerCase() !== 'http')
    throw invalidValue('listeners', text, 'only http is served here: put a proxy that ends TLS in front');
  return { host: host === '' ? undefined : host.replace(/^\[|\]$/g, ''), port: Number(port) };
};
