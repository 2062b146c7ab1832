import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ConfigDef, ConfigKey } from '../../../lib/config/config-def.ts';
import type { ConnectorPlugin } from '../../../lib/config/define-connector.ts';
import { invalidValue } from '../../../lib/config/invalid-value.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { connectors } from '../../../lib/connectors/catalogue.ts';

const SECRET = 'Sesame-open:4711';

const passwordsOf = (def: ConfigDef): readonly string[] =>
  Object.entries(def).flatMap(([name, { type }]) => (type === 'PASSWORD' ? [name] : []));

/** What a caller gets to see: the result or the error, with its causes and trace. */
const seen = (call: () => unknown): string => {
  try {
    return inspect(call(), { depth: null });
  } catch (error) {
    return inspect(error, { depth: null });
  }
};

/** Everything that is said about a configuration; task configurations themselves are what tasks need the secret for. */
const allThatIsSaid = (plugin: ConnectorPlugin, def: ConfigDef, raw: RawConfig): readonly string[] => [
  ...validateConfig(def, raw).flatMap(({ value, errors }) => [inspect(value), ...errors]),
  seen(() => parseConfig(def, raw)),
  JSON.stringify(seen(() => parseConfig(def, raw))),
  seen(() => plugin.validate(raw)),
  seen(() => void plugin.taskConfigs(raw, 2)),
  seen(() => plugin.alterOffsets(raw, [])),
];

const refusing = (key: ConfigKey): ConfigKey => ({
  ...key,
  type: 'PASSWORD',
  default: null,
  validator: {
    description: 'nothing',
    ensureValid: (name, value) => {
      if (value !== null) throw invalidValue(name, value, 'refused');
    },
  },
});

const withSecrets = connectors.filter(({ configDef }) => passwordsOf(configDef).length > 0);

test('there are connectors with secrets', () => {
  expect(withSecrets).not.toEqual([]);
});

describe.each(withSecrets)('secrets of $name', (plugin) => {
  const { configDef, example } = plugin;
  const passwords = passwordsOf(configDef);
  const required = Object.keys(configDef).filter((name) => configDef[name]?.default === undefined);

  test.each(passwords)('%s is not said, whether it is right or wrong', (name) => {
    const raws = [
      { ...example, [name]: SECRET },
      { ...example, [name]: ` ${SECRET}, ${SECRET}` },
      { [name]: SECRET },
      ...required.map((other) => ({ ...example, [other]: '', [name]: SECRET })),
    ];
    for (const raw of raws)
      for (const text of allThatIsSaid(plugin, configDef, raw)) expect(text).not.toContain(SECRET);
  });

  test.each(passwords)('%s is not said by the error that refuses it', (name) => {
    const key = configDef[name];
    const def = { ...configDef, ...(key && { [name]: refusing(key) }) };
    const raw = { ...example, [name]: SECRET };
    expect(seen(() => parseConfig(def, raw))).toContain(`Invalid value [hidden] for configuration ${name}: refused`);
    for (const text of allThatIsSaid(plugin, def, raw)) expect(text).not.toContain(SECRET);
  });

  test('all together are not said', () => {
    const raw = { ...example, ...Object.fromEntries(passwords.map((name) => [name, SECRET])) };
    for (const text of allThatIsSaid(plugin, configDef, raw)) expect(text).not.toContain(SECRET);
  });
});
