import { expect, test } from 'vitest';
import { defineConfig } from '../../../lib/config/config-def.ts';
import { defineSinkConnector } from '../../../lib/config/define-connector.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { oneOf } from '../../../lib/config/validators.ts';

const configDef = defineConfig({
  'batch.size': { type: 'INT', importance: 'LOW', documentation: 'How many.' },
  mode: { type: 'STRING', importance: 'LOW', documentation: 'How.', validator: oneOf('a', 'b') },
  secret: { type: 'PASSWORD', importance: 'LOW', documentation: 'What nobody may see.' },
  shape: { type: 'CLASS', importance: 'LOW', documentation: 'What kind.', validator: oneOf('A') },
});

const raw = { 'batch.size': '${file:/f:n}', mode: '${env:M}', secret: '${file:/f:s}', shape: 'A' };

const errors = (config: Readonly<Record<string, string>>, mayWait = (_: string) => true) =>
  validateConfig(configDef, config, mayWait).flatMap((found) => found.errors);

test('what a reference stands for is of no type yet', () => {
  expect(errors(raw)).toEqual([]);
  expect(validateConfig(configDef, raw, () => true).map(({ value }) => String(value))).toEqual([
    '${file:/f:n}',
    '${env:M}',
    '[hidden]',
    'A',
  ]);
});

test('a key that is needed before tasks takes no reference, and what is none is checked as ever', () => {
  expect(errors(raw, (name) => name !== 'batch.size')).toEqual([
    'Invalid value ${file:/f:n} for configuration batch.size: Not a number of type INT; references are resolved inside tasks, but this is needed before',
  ]);
  expect(errors({ ...raw, 'batch.size': '$x' })).toHaveLength(1);
  expect(errors({ ...raw, shape: '${env:S}' })).toHaveLength(1);
});

const connector = defineSinkConnector({
  name: 'x',
  className: 'org.example.X',
  taskClass: 'org.example.XTask',
  version: '1.0.0',
  documentation: 'Takes records.',
  configDef,
  example: {},
  taskConfigs: (_config, maxTasks, given) => Array.from({ length: maxTasks }, () => given),
  validate: ({ mode }) => (mode === 'b' ? [{ key: 'mode', message: 'not b' }] : []),
  batching: (config) => ({ batchingWindowMs: config['batch.size'] }),
});

test('outside of tasks such a key may be there, but not be read', () => {
  expect(connector.taskConfigs(raw, 2)).toEqual([raw, raw]);
  expect(connector.validate(raw)).toEqual([]);
  expect(connector.validate({ ...raw, mode: 'b' })).toHaveLength(1);
  expect(() => connector.batching(raw)).toThrow('references are resolved inside tasks, but this is needed before');
});

test('inside of tasks the value is checked, and the complaint names the key', () => {
  expect(() => parseConfig(configDef, { ...raw, 'batch.size': 'many', mode: 'a' })).toThrow(
    'Invalid value many for configuration batch.size: Not a number of type INT',
  );
});
