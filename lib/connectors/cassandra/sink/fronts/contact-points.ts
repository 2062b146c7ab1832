import { isIPv6 } from 'node:net';

/** Hosts as the driver wants them; those with a port of their own keep it. */
export const contactPoints = (hosts: readonly string[], port: number): readonly string[] =>
  (hosts.length === 0 ? ['localhost'] : hosts)
    .filter((host) => host !== '')
    .map((host) => (isIPv6(host) ? `[${host}]:${port}` : /:\d+$/.test(host) ? host : `${host}:${port}`));

const isGiven = <T extends string>(text: T): text is Exclude<T, ''> => text !== '';

/** The empty string is how these connectors say that there is none. */
export const orNull = <T extends string>(text: T): Exclude<T, ''> | null => (isGiven(text) ? text : null);
