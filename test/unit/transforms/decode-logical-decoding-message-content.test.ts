import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import { createMessageSchema } from '../../../lib/connectors/debezium/postgresql/logical-message.ts';
import { decodeLogicalDecodingMessageContent } from '../../../lib/transforms/decode-logical-decoding-message-content.ts';
import { eventRouter } from '../../../lib/transforms/event-router.ts';
import { changesOf } from './debezium-events.ts';

const KEY = s.structSchema([['prefix', s.OPTIONAL_STRING_SCHEMA]], {
  name: 'io.debezium.connector.postgresql.MessageKey',
});
const { change, tombstone, other } = changesOf(s.structSchema([['id', s.INT32_SCHEMA]], { optional: true }));

/** As the source makes them, but for most of `source`. */
const messagesWith = (mode: 'bytes' | 'base64') => {
  const { content: contentSchema, value, read } = createMessageSchema(mode);
  const source = s.structSchema([['lsn', s.OPTIONAL_INT64_SCHEMA]]);
  const valueSchema = s.structSchema(
    value.fields.map(({ name, schema }) => [name, name === 'source' ? source : schema]),
    { name: value.name ?? '', version: 1 },
  );
  return (content: string): SourceRecord => {
    const message = Struct.of(contentSchema, { prefix: 'foo', content: read(Buffer.from(content)) });
    const facts = { op: 'm', ts_ms: 5, source: Struct.of(source, { lsn: 7 }), message };
    const [key, struct] = [new Struct(KEY, ['foo']), Struct.of(valueSchema, facts)];
    return { ...other, topic: 'p.message', keySchema: KEY, key, valueSchema, value: struct };
  };
};

const message = messagesWith('bytes');

const applied = (record: SourceRecord, config: RawConfig = {}): SourceRecord | null => {
  const out = decodeLogicalDecodingMessageContent.create(config).apply(record);
  if (out !== null && out.valueSchema !== null) validateValue(out.valueSchema, out.value);
  return out;
};

const shown = (content: string, config: RawConfig = {}): string => {
  const out = applied(message(content), config);
  return javaText(out?.valueSchema ?? null, out?.value ?? null);
};

const rowSchema = (schema: s.Schema | null | undefined): s.Schema | undefined =>
  schema?.type === 'STRUCT' ? s.fieldOf(schema, 'after')?.schema : undefined;

describe('DecodeLogicalDecodingMessageContent', () => {
  test('makes the insertion of a row, without a key', () => {
    const record = message('{"id": 1, "item": "Debezium in Action", "totalPrice": 39.98}');
    const out = applied(record);
    expect(javaText(out?.valueSchema ?? null, out?.value ?? null)).toBe(
      'Struct{op=c,ts_ms=5,source=Struct{lsn=7},after=Struct{id=1,item=Debezium in Action,totalPrice=39.98}}',
    );
    expect(out).toMatchObject({ topic: 'p.message', keySchema: null, key: null, headers: record.headers });
    expect(out?.valueSchema).toMatchObject({
      name: 'io.debezium.connector.postgresql.MessageValue.Envelope',
      version: undefined,
      optional: false,
    });
    expect(out?.valueSchema).toMatchObject({
      fields: ['op', 'ts_ms', 'source', 'transaction', 'after'].map((name) => ({ name })),
    });
  });

  test('types are those that the content shows, in any depth', () => {
    const out = applied(message('{"n": 5000000000, "b": true, "a": [{"x": 1}, {"y": "é"}], "o": {"p": {"q": []}}}'));
    const struct = (fields: object[], name?: string) => ({ type: 'STRUCT', optional: true, name, fields });
    const field = (name: string, schema: object) => ({ name, schema });
    expect(rowSchema(out?.valueSchema)).toMatchObject(
      struct([
        field('n', s.OPTIONAL_INT64_SCHEMA),
        field('b', s.OPTIONAL_BOOLEAN_SCHEMA),
        field('a', {
          type: 'ARRAY',
          valueSchema: struct([field('x', s.OPTIONAL_INT32_SCHEMA), field('y', s.OPTIONAL_STRING_SCHEMA)], 'a'),
        }),
        field('o', struct([field('p', struct([], 'o.p'))], 'o')),
      ]),
    );
    expect(shown('{"a": [{"x": 1}, {"y": "é"}]}')).toContain('after=Struct{a=[Struct{x=1}, Struct{y=é}]}');
  });

  test('leaves out fields that are null, or keeps them as bytes', () => {
    expect(rowSchema(applied(message('{"bar": "baz", "quux": null}'))?.valueSchema)).toMatchObject({
      fields: [{ name: 'bar' }],
    });
    const kept = applied(message('{"bar": "baz", "quux": null}'), { 'fields.null.include': 'true' });
    expect(rowSchema(kept?.valueSchema)).toMatchObject({
      fields: [{ name: 'bar' }, { name: 'quux', schema: s.OPTIONAL_BYTES_SCHEMA }],
    });
  });

  test('an object may be empty', () => {
    expect(shown('{}')).toBe('Struct{op=c,ts_ms=5,source=Struct{lsn=7},after=Struct{}}');
  });

  test('messages alike have one schema', () => {
    const transformation = decodeLogicalDecodingMessageContent.create({});
    const schemas = ['{"a": 1}', '{"b": 2}', '{"a": 3}'].map(
      (text) => transformation.apply(message(text))?.valueSchema,
    );
    expect(schemas[2]).toBe(schemas[0]);
    expect(schemas[1]).not.toBe(schemas[0]);
  });

  test.each(['', 'hello', '[1]', '{"a": }', "{'a': 1}"])('refuses %o', (content) => {
    expect(() => shown(content)).toThrow(`Unable to parse logical decoding message content JSON string '${content}'`);
  });

  test('refuses contents that are no bytes', () => {
    expect(() => applied(messagesWith('base64')('{}'))).toThrow(
      'The content of a logical decoding message is non-binary',
    );
  });

  test('leaves alone what is no message', () => {
    for (const record of [change('c', null, { id: 1 }), tombstone, other]) expect(applied(record)).toBe(record);
  });

  test('goes before an outbox router', () => {
    const content = {
      id: 'e1',
      aggregatetype: 'order',
      aggregateid: 'o1',
      type: 'OrderCreated',
      payload: '{"total": 3}',
    };
    const event = applied(message(JSON.stringify(content)));
    const routed = event && eventRouter.create({}).apply(event);
    expect(routed).toMatchObject({ topic: 'outbox.event.order', key: 'o1', value: '{"total": 3}' });
  });
});
