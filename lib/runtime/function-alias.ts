import { ConfigError } from '../connect/errors.ts';
import { escapeByte, escapeName, unescapeName } from './escaped-name.ts';

const MAX_LENGTH = 128;

/**
 * The alias of a plugin's function that serves one sink connector. The function reads from the ARN it was invoked by which
 * connector to run, so the alias must give the name back: see {@link escapeName}. An alias of digits only is not allowed, so
 * the first digit of such a name is escaped as well.
 * See https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html
 *
 * @throws ConfigError when the name is too long for an alias.
 */
export const aliasOf = (connector: string): string => {
  const escaped = escapeName(connector);
  const alias = /^\d+$/.test(connector) ? escapeByte(connector.charCodeAt(0)) + escaped.slice(1) : escaped;
  if (alias.length > MAX_LENGTH)
    throw new ConfigError(
      `Invalid value ${connector} for configuration name: the name of a sink becomes a function alias, which holds ${MAX_LENGTH} characters; this one needs ${alias.length}`,
    );
  return alias;
};

/** The connector that a function was invoked for, by the alias at the end of the ARN; `undefined` without an alias. */
export const connectorOf = (invokedFunctionArn: string): string | undefined => {
  // arn:aws:lambda:<region>:<account>:function:<name>[:<alias>]
  const alias = invokedFunctionArn.split(':')[7];
  if (alias === undefined) return undefined;
  return unescapeName(alias);
};
