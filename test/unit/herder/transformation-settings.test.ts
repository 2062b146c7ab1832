import { expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { validateConnector } from '../../../lib/herder/validation/validate-connector.ts';
import { herderConfigOf } from '../../../lib/herder/worker-config.ts';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { parseWorkerConfig } from '../../../lib/runtime/worker-config.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';
import { samplePlugins, sourceConfig } from './sample-plugins.ts';

await Promise.all(transformations.map(({ load }) => load()));

const json = 'org.apache.kafka.connect.json.JsonConverter';
const config = herderConfigOf(
  parseWorkerConfig({ 'bootstrap.servers': 'localhost:9092', 'key.converter': json, 'value.converter': json }),
);

/** What is wrong with the settings of one transformation, by key. */
const errors = (type: string, settings: RawConfig) => {
  const prefixed = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`transforms.t.${key}`, value]));
  const { configs } = validateConnector(
    { plugins: { ...samplePlugins, transformations, predicates }, config },
    { ...sourceConfig, name: 'x', transforms: 't', 'transforms.t.type': type, ...prefixed },
  );
  return Object.fromEntries(configs.flatMap((info) => (info.errors.length > 0 ? [[info.name, info.errors]] : [])));
};

const FILTER = 'io.debezium.transforms.Filter';

test('an expression is compiled when it is configured', () => {
  expect(errors(FILTER, { language: 'jsr223.groovy', condition: "value.op == 'u'" })).toEqual({});
  expect(errors(FILTER, { language: 'jsr223.groovy', condition: 'value.a / 2 == 1' })).toEqual({
    'transforms.t.condition': [
      expect.stringMatching(/^Invalid value value\.a \/ 2 == 1 for configuration condition: .* Possible is /),
    ],
  });
  expect(errors(FILTER, { language: 'wasm.chicory', condition: 'true' })).toEqual({
    'transforms.t.language': [
      expect.stringMatching(/^Invalid value wasm\.chicory .* Possible are cel, jsr223\.groovy/),
    ],
  });
});

test('settings that do not go together are found out before a task starts', () => {
  const type = 'org.apache.kafka.connect.transforms.InsertField$Value';
  expect(errors(type, {})).toEqual({ 'transforms.t.type': ['No field insertion configured'] });
  expect(errors(type, { 'static.field': 'a' })).toEqual({
    'transforms.t.static.value': [expect.stringContaining('No value specified for static field: a')],
  });
});

test('what a reference stands for is not known yet', () => {
  expect(errors(FILTER, { language: 'cel', condition: '${env:CONDITION}' })).toEqual({});
});
