import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { contentBasedFilter } from '../../../lib/transforms/content-based-filter.ts';
import { contentBasedRouter } from '../../../lib/transforms/content-based-router.ts';
import { mapRecord, tombstone } from './recorded-records.ts';

await contentBasedFilter.load();

const rowSchema = s.structSchema(
  [
    ['id', s.INT64_SCHEMA],
    ['price', decimalSchema(2)],
    ['weight', s.FLOAT64_SCHEMA],
    ['at', timestampSchema()],
    ['tags', s.arraySchema(s.STRING_SCHEMA)],
    ['name', s.primitiveSchema('STRING', { optional: true, defaultValue: 'nobody' })],
  ],
  { name: 'row', optional: true },
);

const envelopeSchema = s.structSchema(
  [
    ['before', rowSchema],
    ['after', rowSchema],
    ['op', s.STRING_SCHEMA],
  ],
  { name: 'dummy.Envelope', version: 2 },
);

const row = (id: number | bigint): Struct =>
  new Struct(rowSchema, [id, new Decimal(1050n, 2), 1.5, new Date('2024-05-01T00:00:00Z'), ['a', 'b'], null]);

const event = (op: string, before: Struct | null, after: Struct | null): SinkRecord => ({
  ...tombstone,
  topic: 'dummy1',
  valueSchema: envelopeSchema,
  value: new Struct(envelopeSchema, [before, after, op]),
  headers: [
    { key: 'idh', schema: s.INT32_SCHEMA, value: 0 },
    { key: 'idh', schema: s.INT32_SCHEMA, value: 1 },
  ],
});

const deletion = event('d', row(2), null);
const update = event('u', row(2), row(9_007_199_254_740_993n));

const filter = (condition: string, language = 'jsr223.groovy', more = {}) =>
  contentBasedFilter.create({ condition, language, ...more });

const holds = (condition: string, language?: string, record = update): boolean =>
  filter(condition, language).apply(record) === record;

const routed = (expression: string, record = update, language = 'jsr223.groovy'): string | undefined =>
  contentBasedRouter.create({ 'topic.expression': expression, language }).apply(record)?.topic;

describe("the examples of Debezium's documentation and tests", () => {
  test.each([
    ['jsr223.groovy', "value.op == 'u' && value.before.id == 2"],
    ['jsr223.graal.js', "value.op == 'u' && value.before.id == 2"],
    ['jsr223.javascript', "value.get('op') == 'u' && value.get('before').get('id') == 2"],
    ['jsr223.groovy', "topic == 'dummy1'"],
    ['jsr223.groovy', 'headers.idh.value == 1'],
    ['jsr223.graal.js', "headers.idh.value == 1 && topic.startsWith('dummy')"],
  ])('%s: %s', (language, condition) => {
    expect(holds(condition, language)).toBe(true);
  });

  test('a condition that does not hold drops the record', () => {
    expect(holds("value.op != 'd' || value.before.id != 2", undefined, deletion)).toBe(false);
    expect(holds("value.op != 'd' || value.before.id != 2", undefined, event('d', row(1), null))).toBe(true);
  });

  test('routing', () => {
    expect(routed("value.op == 'u' ? 'updates' : null")).toBe('updates');
    expect(routed("value.op == 'u' ? 'updates' : null", deletion)).toBe('dummy1');
    const nulls = "value == null ? 'nulls' : (value.before.id == 1 ? 'ones' : null)";
    expect(routed(nulls, event('d', row(1), null))).toBe('ones');
    expect(routed(nulls)).toBe('dummy1');
  });
});

describe('values keep their type', () => {
  test.each([
    'value.after.id == 9007199254740993',
    'value.after.id > 9007199254740992',
    'value.after.id - 1 == 9007199254740992',
    'value.before.id < 2.5 && value.before.weight > 1',
    'value.after.price == 10.5 && value.after.price < 11 && 10 < value.after.price',
    'value.after.price >= value.before.price',
    "value.after.at > timestamp('2024-04-30T00:00:00Z') && value.after.at.getTime() == 1714521600000",
    "'b' in value.after.tags && value.after.tags.exists(tag, tag == 'a')",
    "value.after.name == 'nobody'",
    'value.before != value.after && value.before == value.before',
    "valueSchema.name == 'dummy.Envelope' && valueSchema.version() == 2 && keySchema.type() == 'STRING' && key == 'k'",
    "has(value.op) && !has(value.zz) && 'op' in value",
  ])('%s', (condition) => {
    expect(holds(condition, 'cel')).toBe(true);
  });

  test('without a schema, too', () => {
    const condition = "value.id == 7 && value.nested.k == 1 && value.n == null && value['name'] == 'bob'";
    expect(holds(condition, 'cel', mapRecord)).toBe(true);
    const map = { ...mapRecord, value: new Map([['id', 7]]) };
    expect(holds('value.id == 7 && value.zz == null', 'jsr223.groovy', map)).toBe(true);
  });
});

describe('other languages, as far as they mean the same', () => {
  test.each([
    ['jsr223.js', "value.op === 'u' && value.op !== 'd'"],
    ['jsr223.groovy', "topic.matches('dummy.*') && !topic.matches('dummy')"],
    ['cel', "topic.matches('dummy')"],
    ['jsr223.groovy', "headers.zz == null && value.op in ['u', 'c']"],
    ['jsr223.js', "value.op.toUpperCase() == 'U' && topic.includes('mm')"],
    ['jsr223.groovy', 'topic == \'${x}\' || value.op == "u"'],
    ['jsr223.groovy', 'value.before?.id == 2 && value?.after?.name == "nobody"'],
  ])('%s: %s', (language, condition) => {
    expect(holds(condition, language)).toBe(true);
  });

  test('a field after ?. of null is null', () => {
    const created = event('c', null, row(1));
    expect(holds('value.before?.id == null', undefined, created)).toBe(true);
    expect(() => holds('value.before.id == null', undefined, created)).toThrow('Error while evaluating expression');
  });

  test('numbers can be part of a topic', () => {
    expect(routed("'orders-' + value.after.id")).toBe('orders-9007199254740993');
  });

  test.each([
    ['jsr223.groovy', 'value.id / 2 > 1', 'it has /'],
    ['jsr223.groovy', 'value.op === 1', 'use =='],
    ['jsr223.groovy', 'topic == "a${value.op}"', 'is a template'],
    ['jsr223.js', "'op' in value", 'it has in'],
    ['jsr223.groovy', "(new groovy.json.JsonSlurper()).parseText(value.after).last_name == 'K'", 'Possible is'],
    ['jsr223.groovy', "operation != 'd'", 'Unknown variable: operation'],
    ['cel', "value.op != 'd", 'Not an expression that can be run as cel'],
    ['cel', '1', 'it results in int, not bool'],
    ['cel', `${'('.repeat(60)}true${')'.repeat(60)}`, 'Exceeded maxDepth (50). Possible'],
  ])('%s: %s is refused when it is configured', (language, condition, message) => {
    expect(() => filter(condition, language)).toThrow(message);
    expect(() => filter(condition, language)).toThrow(`Invalid value ${condition} for configuration condition: `);
  });

  test('an unknown language is refused, with those there are', () => {
    expect(() => filter('true', 'jsr223.jython')).toThrow(
      'Invalid value jsr223.jython for configuration language: Nothing here runs this language. Possible are cel, jsr223.groovy,',
    );
  });
});

describe('an expression reaches the record and nothing else', () => {
  test.each([
    'value.constructor == null',
    'value.__proto__ == null',
    "value['constructor'] == null",
    'headers.constructor == null',
    'value.after.constructor == null',
    'value.size == null',
  ])('%s', (condition) => {
    expect(() => holds(condition, 'cel')).toThrow(/No such key|reserved|Reserved/i);
  });

  test.each(['process.exit()', 'globalThis', 'constructor', 'this.x', "value.get.constructor('x')()"])('%s', (text) => {
    expect(() => holds(text, 'cel')).toThrow();
  });
});

test('a result of another type is an error of the record', () => {
  expect(() => filter('value.op').apply(update)).toThrow("Value 'u' returned by the expression is not a Boolean");
  expect(() => routed('value.before.id')).toThrow("Value '2' returned by the expression is not a String");
  expect(() => filter('value.op && true').apply(update)).toThrow('requires bool operands');
});

test('records of other topics pass', () => {
  const chosen = filter('false', 'cel', { 'topic.regex': 'dum.*' });
  expect(chosen.apply(update)).toBeNull();
  expect(chosen.apply({ ...update, topic: 'customer' })).not.toBeNull();
});

test('tombstones are kept, dropped or evaluated', () => {
  const condition = "value.op != 'd'";
  expect(filter(condition).apply(tombstone)).toBe(tombstone);
  expect(filter(condition, 'cel', { 'null.handling.mode': 'DROP' }).apply(tombstone)).toBeNull();
  expect(filter('value == null', 'cel', { 'null.handling.mode': 'evaluate' }).apply(tombstone)).toBe(tombstone);
  expect(() => filter(condition, 'cel', { 'null.handling.mode': 'evaluate' }).apply(tombstone)).toThrow();
});
