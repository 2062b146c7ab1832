import { expect, test } from 'vitest';
import { findPlugin, namesOf } from '../../../lib/config/plugin-names.ts';
import { withoutPrefix } from '../../../lib/config/prefixed.ts';

const file = { className: 'org.apache.kafka.connect.file.FileStreamSourceConnector', aliases: ['com.x.OldFile'] };
const other = { className: 'com.x.Other', aliases: [] };

test('a plugin answers to its class, simple name, shortened name and aliases', () => {
  expect(namesOf(file, 'Connector')).toEqual([
    'org.apache.kafka.connect.file.FileStreamSourceConnector',
    'FileStreamSourceConnector',
    'FileStreamSource',
    'com.x.OldFile',
    'OldFile',
  ]);
});

test.each([
  ['FileStreamSource', file],
  ['OldFile', file],
  ['com.x.Other', other],
  ['filestreamsource', undefined],
])('%s is found', (name, plugin) => {
  expect(findPlugin([other, file], name, 'Connector')).toBe(plugin);
});

test('the entries under a prefix lose it', () => {
  const raw = { 'value.converter': 'x', 'value.converter.schemas.enable': 'false', 'key.converter.a': '1' };
  expect(withoutPrefix(raw, 'value.converter.')).toEqual({ 'schemas.enable': 'false' });
});
