import { asError, ConnectError } from '../../../lib/connect/errors.ts';

const simpleName = (className: string): string => className.slice(className.lastIndexOf('.') + 1);

/** What the call gives, as the record writes it: its text, or `!! DataException: …`. */
export const outcome = (call: () => string): string => {
  try {
    return call();
  } catch (thrown) {
    const error = asError(thrown);
    return `!! ${error instanceof ConnectError ? simpleName(error.className) : error.name}: ${error.message}`;
  }
};

/** The record's text without the cause, which is told in Jackson's words. */
export const withoutCause = (expected: string): string => expected.replace(/ \| cause .*$/, '');

export const utf8 = (bytes: Uint8Array | null): string => (bytes === null ? '<null>' : Buffer.from(bytes).toString());
