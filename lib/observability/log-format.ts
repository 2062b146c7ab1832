import { Password } from '../connect/password.ts';

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** From the most to the least talkative. */
export const LOG_LEVELS: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARN', 'ERROR'];

const show = (fact: unknown): string => {
  if (typeof fact === 'string') return fact;
  if (fact instanceof Password) return Password.HIDDEN;
  return (
    JSON.stringify(fact, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)) ?? 'undefined'
  );
};

/** `[2026-01-31 12:00:00,123] INFO message key=value (logger)`, as Kafka Connect's own log lines. */
export const formatLine = (
  at: Date,
  level: LogLevel,
  name: string,
  message: string,
  facts: Readonly<Record<string, unknown>> = {},
): string => {
  const time = at.toISOString().replace('T', ' ').replace('.', ',').replace('Z', '');
  const pairs = Object.entries(facts).map(([key, fact]) => ` ${key}=${show(fact)}`);
  return `[${time}] ${level} ${message}${pairs.join('')} (${name})\n`;
};
