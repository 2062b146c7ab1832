import { ConfigError } from '../connect/errors.ts';

const MAX_LENGTH = 128;

/**
 * The alias of a plugin's function that serves one sink connector. The function reads from the ARN it was invoked by which
 * connector to run, so the alias must give the name back: letters, digits and `-` stand for themselves, every other byte of
 * UTF-8 is `_` and two hex digits. An alias of digits only is not allowed, so its first digit is written out as well.
 * See https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html
 *
 * @throws ConfigError when the name is too long for an alias.
 */
export const aliasOf = (connector: string): string => {
  const escaped = (byte: number): string => `_${byte.toString(16).padStart(2, '0')}`;
  const plain = /[A-Za-z0-9-]/;
  const alias = [...Buffer.from(connector)]
    .map((byte, index) => {
      const char = String.fromCharCode(byte);
      const first = index === 0 && /^\d+$/.test(connector);
      return plain.test(char) && !first ? char : escaped(byte);
    })
    .join('');
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
  const bytes = alias.replace(/_([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};
