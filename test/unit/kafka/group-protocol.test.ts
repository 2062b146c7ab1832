import { expect, test } from 'vitest';
import { assignRanges, decodeAssignment, encodeAssignment } from '../../../lib/kafka/kafkajs/group-protocol.ts';

test.each([
  [['b', 'a'], 5, { a: [0, 1, 2], b: [3, 4] }],
  [['a'], 2, { a: [0, 1] }],
  [['a', 'b', 'c'], 2, { a: [0], b: [1], c: [] }],
  [['a'], 0, { a: [] }],
])('members %j share %i partitions in neighbouring ranges', (members, count, ranges) => {
  expect(Object.fromEntries(assignRanges(members, count))).toEqual(ranges);
});

test('an assignment is read as written, and none is none', () => {
  expect(decodeAssignment(encodeAssignment('t', [1, 3]), 't')).toEqual([1, 3]);
  expect(decodeAssignment(encodeAssignment('t', [1, 3]), 'other')).toEqual([]);
  expect(decodeAssignment(Buffer.alloc(0), 't')).toEqual([]);
});
