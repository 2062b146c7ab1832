import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTasksItem, writeTasksItem } from '../../../lib/storage/dynamodb/tasks-item.ts';

const configs = fc.array(
  fc.dictionary(fc.stringMatching(/^[a-z.]{1,20}$/), fc.string({ unit: 'grapheme' }), { noNullPrototype: true }),
);

it('gives task configurations back, small ones from text and large ones compressed', () => {
  fc.assert(
    fc.property(configs, fc.constantFrom(1, 1_000), (few, times) => {
      const tasks = {
        generation: 3,
        fingerprint: 'f',
        configs: Array.from({ length: times }, () => few).flat(),
        restarts: { 0: 1 },
      };
      const item = writeTasksItem('c', tasks);
      expect(readTasksItem(item)).toStrictEqual(tasks);
      expect(item.configs?.B === undefined).toBe(JSON.stringify(tasks.configs).length <= 50_000);
    }),
    { numRuns: 30 },
  );
});
