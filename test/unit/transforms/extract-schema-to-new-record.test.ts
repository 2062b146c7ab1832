import { describe, expect, test } from 'vitest';
import { javaText } from '../../../lib/connect/java-text.ts';
import * as s from '../../../lib/connect/schema.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import { extractSchemaToNewRecord } from '../../../lib/transforms/extract-schema-to-new-record.ts';
import { changesOf } from './debezium-events.ts';

const about = (facts: Readonly<Record<string, string>>) => ({
  parameters: Object.fromEntries(
    Object.entries(facts).map(([what, value]) => [`__debezium.source.column.${what}`, value]),
  ),
});

const row = s.structSchema(
  [
    ['id', s.primitiveSchema('INT32', about({ name: 'id', type: 'int', comment: 'the key' }))],
    [
      'name',
      s.primitiveSchema('STRING', { optional: true, ...about({ name: 'name', type: 'varchar', length: '255' }) }),
    ],
    [
      'price',
      s.primitiveSchema('FLOAT64', {
        optional: true,
        ...about({ name: 'price', type: 'numeric', length: '10', scale: '2' }),
      }),
    ],
  ],
  { name: 'p.public.t.Value', optional: true },
);

const { change, tombstone, other } = changesOf(row);
const created = change('c', null, { id: 1, name: 'a' });
const transformation = extractSchemaToNewRecord.create({});

const BLOCK =
  'sourceSchema=Struct{id=t,table=Struct{columns=[Struct{name=id,typeName=int,comment=the key}, Struct{name=name,typeName=varchar,length=255}, Struct{name=price,typeName=numeric,length=10,scale=2}]}}';

describe('ExtractSchemaToNewRecord', () => {
  test.each([
    ['a creation', created, 'after=Struct{id=1,name=a},'],
    ['an update', change('u', { id: 1 }, { id: 2 }), 'before=Struct{id=1},after=Struct{id=2},'],
    ['a deletion', change('d', { id: 1 }, null), 'before=Struct{id=1},'],
  ])('describes the table of %s', (_what, record, rows) => {
    const out = transformation.apply(record);
    if (out?.valueSchema) validateValue(out.valueSchema, out.value);
    const text = javaText(out?.valueSchema ?? null, out?.value ?? null);
    expect(text).toContain(`Struct{${rows}source=`);
    expect(text).toContain(BLOCK);
  });

  test('in a schema that is made once, named as in Debezium', () => {
    const [first, second] = [created, created].map((record) => transformation.apply(record)?.valueSchema);
    expect(second).toBe(first);
    expect(first).toMatchObject({
      name: 'p.public.t.Envelope',
      version: 2,
      fields: [
        ...Array(6).fill({}),
        {
          name: 'sourceSchema',
          schema: {
            name: 'io.debezium.connector.source.Schema',
            version: 1,
            fields: [{}, { schema: { name: 'io.debezium.connector.source.schema.Table', version: 1 } }],
          },
        },
      ],
    });
  });

  test('takes the modes of names that connectors have', () => {
    const out = extractSchemaToNewRecord.create({ 'schema.name.adjustment.mode': 'avro' }).apply(created);
    expect(out?.valueSchema?.name).toBe('p.public.t.Envelope');
    expect(() => extractSchemaToNewRecord.create({ 'schema.name.adjustment.mode': 'x' })).toThrow('AVRO');
  });

  test('leaves alone tombstones, truncations and what is no event', () => {
    for (const record of [tombstone, other, change('t', null, null)]) expect(transformation.apply(record)).toBe(record);
  });

  test('says what the connector has to be asked for', () => {
    const { change: bare } = changesOf(s.structSchema([['id', s.INT32_SCHEMA]]));
    expect(() => transformation.apply(bare('c', null, { id: 1 }))).toThrow(
      'Ensure that enable configurations "column.propagate.source.type" or "datatype.propagate.source.type" and the value is set to ".*"',
    );
  });
});
