import { expect, test } from 'vitest';
import { murmur2 } from '../../../lib/kafka/murmur2.ts';
import { createPartitioner } from '../../../lib/kafka/partitioner.ts';

/** From Kafka 4.3.1's own `Utils.murmur2`. */
const strings: readonly (readonly [string, number])[] = [
  ['', 275646681],
  ['a', -1563381124],
  ['ab', 316155434],
  ['abc', 479470107],
  ['abcd', -1323649548],
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['schlüssel-ß', -808470405],
];

const ends: readonly number[] = [-311467685, -442788720, -616959190, -1398556208, -173560464, 1702389579, 879434268];

test.each(strings)('hashes %j as Java does', (text, hash) => {
  expect(murmur2(Buffer.from(text))).toBe(hash);
});

test('hashes bytes above 127 as Java does, at every length of the last word', () => {
  const bytes = Buffer.from([0xff, 0x80, 0, 1, 0xfe, 0x7f, 0x90]);
  expect(ends.map((_, length) => murmur2(bytes.subarray(0, length + 1)))).toEqual(ends);
});

test('a key stays in its partition, records without one stay together for a send', () => {
  const nextSend = createPartitioner(() => 0);
  const topic = { count: 3, available: [0, 2] };
  const first = nextSend();
  expect(first('t', Buffer.from('21'), topic)).toBe((-973932308 & 0x7fffffff) % 3);
  expect([first('t', null, topic), first('t', null, topic)]).toEqual([0, 0]);
  expect(nextSend()('t', null, topic)).toBe(2);
});

test('without a leader anywhere a partition is chosen all the same', () => {
  expect(createPartitioner(() => 0)()('t', null, { count: 3, available: [] })).toBe(0);
});
