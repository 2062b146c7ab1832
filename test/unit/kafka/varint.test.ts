import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecordReader } from '../../../lib/kafka/record-batch/record-reader.ts';
import { varintSize, varlongSize, writeVarint, writeVarlong } from '../../../lib/kafka/record-batch/varint.ts';

const room = () => Buffer.alloc(10);

test('32-bit integers are read as written, in the size foreseen', () => {
  fc.assert(
    fc.property(fc.integer(), (value) => {
      const buffer = room();
      expect(writeVarint(buffer, 0, value)).toBe(varintSize(value));
      expect(createRecordReader(buffer).varint()).toBe(value);
    }),
  );
});

test('safe integers are read as written, in the size foreseen', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const buffer = room();
      expect(writeVarlong(buffer, 0, value)).toBe(varlongSize(value));
      expect(createRecordReader(buffer).varlong()).toBe(value);
    }),
  );
});

test.each([
  [0, [0]],
  [-1, [1]],
  [63, [126]],
  [-64, [127]],
  [64, [128, 1]],
  [300, [216, 4]],
])('%i is written as Kafka does', (value, bytes) => {
  const buffer = room();
  expect([...buffer.subarray(0, writeVarint(buffer, 0, value))]).toEqual(bytes);
});

test('a buffer that ends inside a number is refused', () => {
  expect(() => createRecordReader(Buffer.from([0x80])).varint()).toThrow('the batch ends inside a record');
  expect(() => createRecordReader(Buffer.from([0x80])).varlong()).toThrow('the batch ends inside a record');
  expect(() => createRecordReader(Buffer.from([20, 1])).bytes()).toThrow('the batch ends inside a record');
});
