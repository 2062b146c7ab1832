import { describe, expect, test } from 'vitest';
import { sinkConnectorConfig } from '../../../lib/config/common/sink-connector-config.ts';
import { sourceConnectorConfig } from '../../../lib/config/common/source-connector-config.ts';
import type { ConfigDef } from '../../../lib/config/config-def.ts';
import type { ConnectorPlugin } from '../../../lib/config/define-connector.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { namesOf } from '../../../lib/config/plugin-names.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { connectors } from '../../../lib/connectors/catalogue.ts';

const allKeys = ({ kind, configDef }: ConnectorPlugin): ConfigDef => ({
  ...(kind === 'source' ? sourceConnectorConfig : sinkConnectorConfig),
  ...configDef,
});

/** Whether a documentation tells of the key by a placeholder, such as `query.<name>.period`. */
const isToldOf = ({ configDef }: ConnectorPlugin, name: string): boolean =>
  Object.values(configDef)
    .flatMap(({ documentation }) => documentation.match(/[\w.]+\.<\w+>\.[\w.]*\w/g) ?? [])
    .some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/<\w+>/, '[^.]+')}$`).test(name));

describe.each(connectors)('the example of $name', (plugin) => {
  const raw = Object.freeze({ name: 'example', ...plugin.example });

  test('names its connector, and only keys that there are', () => {
    expect(namesOf(plugin, 'Connector')).toContain(plugin.example['connector.class']);
    const unknown = Object.keys(raw).filter((name) => !(name in allKeys(plugin)) && !isToldOf(plugin, name));
    expect(unknown).toEqual([]);
  });

  test('is valid, key by key and across keys', () => {
    const wrong = validateConfig(allKeys(plugin), raw).filter(({ errors }) => errors.length > 0);
    expect(wrong.map(({ name, errors }) => [name, errors])).toEqual([]);
    expect(plugin.validate(raw)).toEqual([]);
  });

  test('sets no key that is ignored', () => {
    expect(Object.keys(raw).filter((name) => allKeys(plugin)[name]?.ignored !== undefined)).toEqual([]);
  });

  test.each([1, 8])('gives at most %i tasks, the same every time', (maxTasks) => {
    const configs = plugin.taskConfigs(raw, maxTasks);
    expect(configs.length).toBeGreaterThanOrEqual(1);
    expect(configs.length).toBeLessThanOrEqual(maxTasks);
    expect(plugin.taskConfigs(raw, maxTasks)).toEqual(configs);
    // The order of keys, too, is part of a fingerprint that tells whether tasks have changed.
    expect(JSON.stringify(plugin.taskConfigs({ ...raw }, maxTasks))).toBe(JSON.stringify(configs));
    for (const config of configs) expect(() => parseConfig(plugin.configDef, config)).not.toThrow();
  });

  test('gives no two tasks of a source the same work', () => {
    const works = plugin.taskConfigs(raw, 8).map((config) => JSON.stringify(config));
    if (plugin.kind === 'source') expect(new Set(works).size).toBe(works.length);
  });

  test('is answered for whatever the herder asks', () => {
    expect(typeof plugin.alterOffsets(raw, [])).toBe('boolean');
    if (plugin.kind === 'source') {
      expect(plugin.exactlyOnceSupport(raw)).toMatch(/^(UN)?SUPPORTED$/);
      expect(plugin.canDefineTransactionBoundaries(raw)).toMatch(/^(UN)?SUPPORTED$/);
      return;
    }
    const { batchSize = 1, batchingWindowMs = 0 } = plugin.batching(raw);
    expect([batchSize >= 1 && batchSize <= 10_000, batchingWindowMs >= 0 && batchingWindowMs <= 300_000]).toEqual([
      true,
      true,
    ]);
  });
});
