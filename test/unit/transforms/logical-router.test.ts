import { describe, expect, test } from 'vitest';
import { javaText } from '../../../lib/connect/java-text.ts';
import * as s from '../../../lib/connect/schema.ts';
import { byLogicalTableRouter, toLogicalTopicRouter } from '../../../lib/transforms/by-logical-table-router.ts';
import { changesOf } from './debezium-events.ts';

const row = s.structSchema([['id', s.INT32_SCHEMA]], { name: 'p.public.t.Value', optional: true });
const { change, tombstone } = changesOf(row);
const created = change('c', null, { id: 1 });

const config = { 'topic.regex': '(.*)public(.*)', 'topic.replacement': '$1all' };

describe('ByLogicalTableRouter', () => {
  test('sends changes to the common topic, keys telling where from', () => {
    const out = byLogicalTableRouter.create(config).apply(created);
    expect(out?.topic).toBe('p.all');
    expect(out && javaText(out.keySchema, out.key)).toBe('Struct{id=1,__dbz__physicalTableIdentifier=p.public.t}');
    expect(out?.keySchema?.name).toBe('p.all.Key');
    expect(out?.valueSchema).toMatchObject({
      name: 'p.all.Envelope',
      version: 2,
      fields: [
        { name: 'before', schema: { name: 'p.all.Value', optional: true } },
        { name: 'after', schema: { name: 'p.all.Value' } },
        ...[{}, {}, {}, {}],
      ],
    });
    expect(out && javaText(out.valueSchema, out.value)).toContain('after=Struct{id=1}');
  });

  test('takes what tells keys apart from the name of the topic', () => {
    const out = toLogicalTopicRouter
      .create({ ...config, 'key.field.regex': '.*\\.(.*)', 'key.field.replacement': '$1', 'key.field.name': 'from' })
      .apply(created);
    expect(out && javaText(out.keySchema, out.key)).toBe('Struct{id=1,from=t}');
  });

  test('keeps keys if told that they are unique, and the value of a tombstone', () => {
    const out = byLogicalTableRouter.create({ ...config, 'key.enforce.uniqueness': 'false' }).apply(tombstone);
    expect(out && javaText(out.keySchema, out.key)).toBe('Struct{id=1}');
    expect(out).toMatchObject({ topic: 'p.all', value: null, valueSchema: null });
  });

  test('leaves other topics alone', () => {
    expect(byLogicalTableRouter.create({ ...config, 'topic.regex': 'x(.*)()' }).apply(created)).toBe(created);
  });

  test('fits names to Avro, and needs a replacement for its pattern', () => {
    const adjusted = { ...config, 'topic.replacement': '1-all', 'schema.name.adjustment.mode': 'avro' };
    expect(byLogicalTableRouter.create(adjusted).apply(created)?.keySchema?.name).toBe('_1_all.Key');
    expect(() => byLogicalTableRouter.create({ ...config, 'key.field.regex': 'x' })).toThrow(
      'key.field.replacement must be non-empty if key.field.regex is set.',
    );
  });
});
