import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupWrites } from '../../../lib/connectors/mongodb/sink/group-writes.ts';
import type { Write } from '../../../lib/connectors/mongodb/sink/write.ts';
import { consumed } from '../../contract/tasks/sink-delivery.ts';

interface Step {
  readonly id: number;
  readonly deletes: boolean;
}

const writesOf = (steps: readonly Step[]): readonly Write[] =>
  consumed(steps.map(() => ({}))).map((record, index) => {
    const { id = 0, deletes = false } = steps[index] ?? {};
    const filter = { _id: { id: BigInt(id) } };
    return {
      record,
      model: deletes ? { deleteOne: { filter } } : { replaceOne: { filter, replacement: { n: index }, upsert: true } },
    };
  });

/** The writes of each document, in order. */
const byDocument = (writes: readonly Write[]) => {
  const documents = new Map<string, Write[]>();
  for (const write of writes) {
    const model = write.model;
    const filter = 'deleteOne' in model ? model.deleteOne.filter : 'replaceOne' in model ? model.replaceOne.filter : {};
    const id = JSON.stringify(filter, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    documents.set(id, [...(documents.get(id) ?? []), write]);
  }
  return documents;
};

const changesBetween = (writes: readonly Write[]): number =>
  writes.filter(
    ({ model }, index) => index > 0 && 'deleteOne' in model !== 'deleteOne' in (writes[index - 1]?.model ?? {}),
  ).length;

const steps = fc.array(fc.record({ id: fc.integer({ min: 0, max: 20 }), deletes: fc.boolean() }), { maxLength: 60 });

it('keeps the order of each document’s writes, and changes between kinds no more often than before', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const writes = writesOf(all);
      const grouped = groupWrites(writes);
      expect(grouped).toHaveLength(writes.length);
      expect(byDocument(grouped)).toEqual(byDocument(writes));
      expect(changesBetween(grouped)).toBeLessThanOrEqual(changesBetween(writes) + 1);
    }),
  );
});

it('needs two commands where no document comes twice', () => {
  const writes = writesOf(Array.from({ length: 100 }, (_, id) => ({ id, deletes: id % 5 === 3 })));
  expect(changesBetween(groupWrites(writes))).toBe(1);
});
