import { ConfigError } from '../../connect/errors.ts';

/** The one entry of a JAAS configuration: the module that logs in, and its options. */
export interface LoginModule {
  readonly className: string;
  readonly options: Readonly<Record<string, string>>;
}

const entry = /^\s*([\w.$]+)\s+(?:required|requisite|sufficient|optional)\b([\s\S]*?);\s*$/i;
const option = /\s*([\w.]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"=;]+))(?=\s|$)/gy;

/**
 * Reads `sasl.jaas.config`; follows `org.apache.kafka.common.security.JaasConfig`.
 *
 * @throws ConfigError that never shows the text, since it holds the password.
 */
export const parseJaas = (text: string): LoginModule => {
  const [, className, rest] = entry.exec(text) ?? [];
  if (className === undefined || rest === undefined) throw malformed();
  const matches = [...rest.matchAll(option)];
  if (matches.map(([match]) => match).join('').length !== rest.trimEnd().length) throw malformed();
  const options = matches.map(([, name = '', quoted, bare = '']) => [name, quoted?.replaceAll(/\\(.)/g, '$1') ?? bare]);
  return { className, options: Object.fromEntries(options) };
};

const malformed = (): ConfigError =>
  new ConfigError(
    'Invalid value [hidden] for configuration sasl.jaas.config: expected one login module, ' +
      '`<class> required <option>="<value>" …;`',
  );
