import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { INT32_SCHEMA, type Schema, type StructSchema, structSchema } from '../../../lib/connect/schema.ts';
import { envelopeSchema } from '../../../lib/connectors/debezium/envelope.ts';
import { SOURCE_SCHEMA } from '../../../lib/connectors/debezium/postgresql/source.ts';

/** The envelopes of the original's connectors, field by field, as its own classes describe them. */
const recorded = readFileSync(join(import.meta.dirname, 'fixtures/debezium-envelopes.txt'), 'utf8');

const section = recorded.split('## ').find((part) => part.startsWith('io.debezium.connector.postgresql.')) ?? '';
const linesOf = (prefix: string): readonly string[] =>
  section
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(prefix));

const attributes = ({ name, defaultValue, parameters }: Schema): string => {
  const all = Object.entries(parameters ?? {}).map(([key, value]) => `${key}=${value}`);
  return [
    ...(name === undefined ? [] : [name]),
    ...(defaultValue === undefined ? [] : [`def=${defaultValue}`]),
    ...(all.length === 0 ? [] : [`{${all.join(',')}}`]),
  ].join(' ');
};

const described = (prefix: string, { fields }: StructSchema): readonly string[] =>
  fields.flatMap(({ name, schema }) => {
    const line = `${prefix}.${name} ${schema.type}${schema.optional ? '?' : ''} ${attributes(schema)}`.trim();
    return [line, ...(schema.type === 'STRUCT' ? described(name, schema) : [])];
  });

const row = structSchema([['id', INT32_SCHEMA]], { name: 'p.Value' });
const envelope = envelopeSchema('p.Envelope', row, SOURCE_SCHEMA);

test('source has the recorded fields, in their order', () => {
  expect(described('source', SOURCE_SCHEMA)).toEqual(linesOf('source.').slice(0, SOURCE_SCHEMA.fields.length));
});

test('the envelope has the recorded fields and version', () => {
  expect(section).toContain(`envelope version ${envelope.version}`);
  const own = described('env', envelope);
  const theirs = section
    .slice(section.indexOf('envelope version'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^\w+\.\w+ /.test(line));
  expect([...own].sort()).toEqual([...theirs].sort());
});

test('the one difference: transaction stands behind source, where the running connector puts it', () => {
  const names = envelope.fields.map(({ name }) => name);
  expect(linesOf('env.').map((line) => /^env\.(\w+)/.exec(line)?.[1])).toEqual([
    ...names.filter((name) => name !== 'transaction'),
    'transaction',
  ]);
  expect(names.indexOf('transaction')).toBe(names.indexOf('source') + 1);
});
