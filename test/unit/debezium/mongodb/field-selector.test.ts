import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { type BsonValue, bsonDocument } from '../../../../lib/connectors/debezium/mongodb/bson/bson-value.ts';
import { documentText } from '../../../../lib/connectors/debezium/mongodb/bson/extended-json.ts';
import { createFieldSelector } from '../../../../lib/connectors/debezium/mongodb/field-selector.ts';

const document = (value: object): BsonValue => bsonDocument(BSON.serialize(value));

const shown = (value: object, excluded: string | null, renames: string | null, how: 'document' | 'updatedFields') => {
  const changed = document(value);
  createFieldSelector(excluded, renames)('db.c')?.[how](changed);
  return JSON.parse(documentText(changed));
};

test.each([
  [{ a: 1, b: 2 }, 'db.c.a', null, { b: 2 }],
  [{ a: { b: 1, c: 2 } }, 'db.c.a.b', null, { a: { c: 2 } }],
  [{ a: [{ b: 1, c: 2 }, 7, { b: 3 }] }, '*.c.a.b', null, { a: [{ c: 2 }, 7, {}] }],
  [{ a: [[{ b: 1 }]] }, 'db.c.a.b', null, { a: [[{ b: 1 }]] }],
  [{ a: 1 }, 'other.c.a', null, { a: 1 }],
  [{ a: { b: 1 }, x: 1 }, null, 'db.c.a.b:z', { a: { z: 1 }, x: 1 }],
  [{ a: 1, b: 2 }, 'DB.C.a', 'db.*.b:z', { z: 2 }],
])('of %o without %s and with %s renamed stays %o', (value, excluded, renames, expected) => {
  expect(shown(value, excluded, renames, 'document')).toEqual(expected);
});

test.each([
  [{ 'a.b': 1, c: 2 }, 'db.c.a.b', null, { c: 2 }],
  [{ 'a.0.b': 1, c: 2 }, 'db.c.a.b', null, { c: 2 }],
  [{ 'a.b.c': 1, c: 2 }, 'db.c.a.b', null, { c: 2 }],
  [{ a: { b: 1, c: 2 } }, 'db.c.a.b', null, { a: { c: 2 } }],
  [{ a: [{ b: 1, c: 2 }] }, 'db.c.a.b', null, { a: [{ c: 2 }] }],
  [{ 'a.0.b': 1 }, null, 'db.c.a.b:z', { 'a.0.z': 1 }],
  [{ 'a.b.c': 1 }, null, 'db.c.a.b:z', { 'a.z.c': 1 }],
  [{ 'a.b': 1 }, null, 'db.c.a.b:z', { 'a.z': 1 }],
])('of an update of %o without %s and with %s renamed stays %o', (value, excluded, renames, expected) => {
  expect(shown(value, excluded, renames, 'updatedFields')).toEqual(expected);
});

test('a new name that is taken is an error, not a loss', () => {
  expect(() => shown({ a: 1, b: 2 }, null, 'db.c.a:b', 'document')).toThrow(/already contains field : b/);
});

test('fields that an update removed are left out or renamed too', () => {
  const filter = createFieldSelector('db.c.a.b', 'db.c.x.y:z')('db.c');
  expect(['a.b', 'a.0.b', 'a', 'c', 'x.y', 'x.3.y'].map((path) => filter?.field(path))).toEqual([
    null,
    null,
    null,
    'c',
    'x.z',
    'x.3.z',
  ]);
});
