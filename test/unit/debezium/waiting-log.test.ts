import { expect, test } from 'vitest';
import { createWaitingLog } from '../../../lib/connectors/debezium/waiting-log.ts';

const MIB = 1024 * 1024;

test('pauses the server once when much waits, and has it go on once most of it is read', () => {
  const calls: string[] = [];
  const log = createWaitingLog<number>({
    bytesOf: (item) => item,
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
  });
  for (let item = 0; item < 8; item++) log.push(MIB);
  expect(calls).toEqual([]);
  log.push(MIB);
  log.push(MIB);
  expect(calls).toEqual(['pause']);
  // Ten waited: with two left it is not yet below the bound.
  for (let item = 0; item < 8; item++) log.shift();
  expect(calls).toEqual(['pause']);
  expect([log.shift(), log.shift(), log.shift()]).toEqual([MIB, MIB, undefined]);
  expect(calls).toEqual(['pause', 'resume']);
});
