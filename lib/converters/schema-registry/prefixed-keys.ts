import { validateHeaderName, validateHeaderValue } from 'node:http';
import { invalidValue } from '../../config/invalid-value.ts';
import { withoutPrefix } from '../../config/prefixed.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { ConfigError } from '../../connect/errors.ts';

const HEADER = 'request.header.';
const RULES = ['validation.rules.', 'rule.executors.', 'rule.actions.'];

/** Headers of every request to the registry. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** A header may hold a token: its value is not shown. */
const checkHeader = (name: string, value: string): void => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new ConfigError(
      `Invalid configuration ${HEADER}${name}: not a name and a value that a header of HTTP may have`,
    );
  }
};

/** The keys `request.header.<name>`; follows `AbstractKafkaSchemaSerDeConfig.requestHeaders`. @throws ConfigError */
export const requestHeaders = (raw: RawConfig): RequestHeaders => {
  const headers = Object.entries(withoutPrefix(raw, HEADER));
  for (const [name, value] of headers) checkHeader(name, value);
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
};

/** @throws ConfigError for a key about rules of data contracts, whose names go on as one likes. */
export const refuseRules = (raw: RawConfig): void => {
  const name = Object.keys(raw).find((one) => RULES.some((prefix) => one.startsWith(prefix)));
  if (name !== undefined)
    throw invalidValue(name, raw[name], 'rules of data contracts are not supported: leave it out');
};
