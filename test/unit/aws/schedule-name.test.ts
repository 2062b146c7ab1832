import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  connectorKey,
  connectorOfKey,
  definitionHash,
  formatScheduleName,
  parseScheduleName,
} from '../../../lib/aws/schedule-name.ts';

/** Others have no UTF-8. */
const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

/** Names that an encoding may stumble over: its own separators, escapes, and ends that differ behind the cut. */
const names = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }).filter(isWellFormed),
  fc.stringMatching(/^[a._0-9-]{1,60}$/),
  fc.stringMatching(/^x{40,70}[ab._]{0,3}$/),
);
const tasks = fc.integer({ min: 0, max: 99_999 });
const definitions = fc.string().map(definitionHash);

const nameOf = (connector: string, task: number, definition: string): string =>
  formatScheduleName({ key: connectorKey(connector), task, definition });

describe('names of schedules', () => {
  it('are such that AWS takes them', () => {
    fc.assert(
      fc.property(names, tasks, definitions, (connector, task, definition) => {
        expect(nameOf(connector, task, definition)).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
      }),
    );
  });

  it('are different for different tasks', () => {
    fc.assert(
      fc.property(names, tasks, names, tasks, definitions, (a, taskA, b, taskB, definition) => {
        fc.pre(a !== b || taskA !== taskB);
        expect(nameOf(a, taskA, definition)).not.toBe(nameOf(b, taskB, definition));
      }),
      { numRuns: 1000 },
    );
  });

  it('give back whose they are, unless the name is long', () => {
    fc.assert(
      fc.property(names, tasks, definitions, (connector, task, definition) => {
        const parsed = parseScheduleName(nameOf(connector, task, definition));
        expect(parsed).toEqual({ key: connectorKey(connector), task, definition });
        const back = connectorOfKey(parsed?.key ?? '');
        if (Buffer.byteLength(connector) <= 16) expect(back).toBe(connector);
        else expect([connector, undefined]).toContain(back);
      }),
    );
  });

  it('are those of this project only', () => {
    expect(parseScheduleName('housekeeping')).toBeUndefined();
    expect(parseScheduleName('a.b.c')).toBeUndefined();
  });
});
