import { Logger as Powertools } from '@aws-lambda-powertools/logger';
import type { Logger } from '../connect/logger.ts';
import { Password } from '../connect/password.ts';

export interface PowertoolsLoggerOptions {
  /** Who is speaking. */
  readonly serviceName: string;
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
}

/** JSON has no numbers as large as these. */
const shown = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Password ? Password.HIDDEN : value;
};

/** Writes a line of JSON an event, for CloudWatch Logs; see https://docs.powertools.aws.dev/lambda/typescript/latest/features/logger/ */
export const createPowertoolsLogger = ({ serviceName, level }: PowertoolsLoggerOptions): Logger => {
  const logger = new Powertools({ serviceName, logLevel: level, jsonReplacerFn: shown });
  return {
    debug: (message, facts = {}) => logger.debug(message, { facts }),
    info: (message, facts = {}) => logger.info(message, { facts }),
    warn: (message, facts = {}) => logger.warn(message, { facts }),
    error: (message, facts = {}) => logger.error(message, { facts }),
  };
};
