import { expect, test } from 'vitest';
import { defineConfig } from '../../../lib/config/config-def.ts';
import { defineConverter, defineHeaderConverter } from '../../../lib/config/define-converter.ts';
import { NULL_VALUE } from '../../../lib/connect/value.ts';

const seen: string[] = [];

const description = {
  className: 'com.x.Converter',
  version: '1.0.0',
  documentation: 'A converter.',
  configDef: defineConfig({
    'converter.type': { type: 'STRING', importance: 'LOW', documentation: 'Where it is used.' },
  }),
};

test('the worker says what a converter is for, whatever the user wrote', () => {
  const converter = defineConverter({
    ...description,
    create: (config) => {
      seen.push(config['converter.type']);
      return { fromConnectData: () => null, toConnectData: () => NULL_VALUE };
    },
  });
  const header = defineHeaderConverter({
    ...description,
    create: (config) => {
      seen.push(config['converter.type']);
      return { fromConnectHeader: () => null, toConnectHeader: () => NULL_VALUE };
    },
  });
  converter.create({ 'converter.type': 'header' }, true);
  converter.create({}, false);
  header.create({});
  expect(seen).toEqual(['key', 'value', 'header']);
  expect(converter.aliases).toEqual([]);
});
