import type { Logger } from '../../../lib/connect/logger.ts';

/** Says nothing. */
export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
