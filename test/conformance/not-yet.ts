import type { RecordingName } from './recorded-exchange.ts';

/**
 * Exchanges that shall be answered as recorded but are not yet, and what they wait for. The list only shrinks: an exchange
 * that passes fails the replay until it is taken off.
 */
export const notYet: Readonly<Record<string, readonly string[]>> = {};

/** Of the main recording; the others are met. */
export const isNotYet = (recording: RecordingName, id: string): boolean =>
  recording === 'distributed' &&
  Object.values(notYet).some((exchanges) => exchanges.some((exchange) => id.startsWith(`${exchange}-`)));
