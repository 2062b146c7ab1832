import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompressionType } from '../../../lib/kafka/compression/codec.ts';
import type { ProducerRecord } from '../../../lib/kafka/port.ts';
import { decodeBatches, type FetchedRecords } from '../../../lib/kafka/record-batch/decode-batches.ts';
import { encodeBatch, NO_IDENTITY, stampIdentity } from '../../../lib/kafka/record-batch/encode-batch.ts';
import { plain, plainRecord, producerRecord } from './arbitraries.ts';
import javaBatches from './fixtures/java-record-batches.json' with { type: 'json' };

const codecs: readonly CompressionType[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

const encoded = async (records: readonly ProducerRecord[], compression: CompressionType = 'none') => {
  const batch = await encodeBatch(records, { compression, now: 1_700_000_000_000 });
  stampIdentity(batch, NO_IDENTITY);
  return batch;
};

const decodeAll = async (fetched: FetchedRecords) => {
  const { slices, nextOffset } = await decodeBatches(fetched);
  return { records: [...slices].flat(), nextOffset };
};

const decode = (bytes: Buffer, fromOffset = 0) =>
  decodeAll({ topic: 't', partition: 0, bytes, fromOffset, aborted: null, checkCrcs: true });

describe.each(codecs)('%s', (compression) => {
  test('what is written is read again', async () => {
    const property = fc.asyncProperty(fc.array(producerRecord, { minLength: 1, maxLength: 20 }), async (records) => {
      const { records: read, nextOffset } = await decode(await encoded(records, compression));
      expect(nextOffset).toBe(records.length);
      expect(read.map(plainRecord)).toEqual(
        records.map((record, offset) => ({ ...plainRecord(record), offset, timestampType: 'CREATE_TIME' })),
      );
    });
    await fc.assert(property, { numRuns: 50 });
  });

  test('large and incompressible content survives', async () => {
    const value = Buffer.from(Array.from({ length: 300_000 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24));
    const record = { topic: 't', partition: 0, key: null, value, timestamp: null, headers: [] };
    const { records } = await decode(await encoded([record, record], compression));
    expect(records.map((read) => Buffer.compare(read.value ?? Buffer.alloc(0), value))).toEqual([0, 0]);
  });
});

test.each(Object.entries(javaBatches))('reads what Java compressed with %s', async (_, base64) => {
  const big = Array.from({ length: 70_000 }, (_, i) => ((i % 251) + Math.floor(i / 1000)) & 0xff);
  const { records, nextOffset } = await decode(Buffer.from(base64, 'base64'), 42);
  expect(nextOffset).toBe(45);
  expect(records.map(({ offset, timestamp }) => [offset, timestamp])).toEqual([
    [42, 1_700_000_000_000],
    [43, 1_699_999_999_000],
    [44, 1_700_005_000_000],
  ]);
  expect(records.map(({ key }) => plain(key))).toEqual([[...Buffer.from('key')], null, []]);
  expect(records.map(({ value }) => plain(value))).toEqual([[...Buffer.from('value')], null, big]);
  expect(records[0]?.headers.map(({ key, value }) => [key, plain(value)])).toEqual([
    ['a', [255, 0]],
    ['b', null],
    ['a', []],
  ]);
});

describe('of several batches', () => {
  const one = (text: string) => ({
    topic: 't',
    partition: 0,
    key: null,
    value: Buffer.from(text),
    timestamp: 1,
    headers: [],
  });
  const at = async (offset: number, ...texts: readonly string[]) => {
    const batch = await encoded(texts.map(one));
    batch.writeBigInt64BE(BigInt(offset), 0);
    return batch;
  };
  const texts = (records: readonly { readonly value: Uint8Array | null }[]) =>
    records.map(({ value }) => Buffer.from(value ?? []).toString());

  test('the last may be cut off', async () => {
    const bytes = Buffer.concat([await at(5, 'a', 'b'), (await at(7, 'c')).subarray(0, -3)]);
    const { records, nextOffset } = await decode(bytes, 5);
    expect([texts(records), nextOffset]).toEqual([['a', 'b'], 7]);
  });

  test('records come some at a time, across batches, and are decoded only then', async () => {
    const small = await Promise.all([at(0, 'a'), at(1, 'b')]);
    const big = await at(2, ...Array.from({ length: 1200 }, (_, index) => String(index)));
    const broken = await at(1202, 'end');
    // The record says that it is longer than the batch.
    broken.writeUInt8(0x7e, broken.length - 'end'.length - 2);
    const bytes = Buffer.concat([...small, big, broken]);
    const fetched = { topic: 't', partition: 0, bytes, fromOffset: 0, aborted: null, checkCrcs: false };
    const { slices } = await decodeBatches(fetched);
    const lengths: number[] = [];
    expect(() => {
      for (const slice of slices) lengths.push(slice.length);
    }).toThrow('the batch ends inside a record');
    expect(lengths).toEqual([500, 500]);
  });

  test('records before the offset asked for are left out', async () => {
    const { records, nextOffset } = await decode(Buffer.concat([await at(2, 'x'), await at(3, 'a', 'b', 'c')]), 4);
    expect([texts(records), nextOffset]).toEqual([['b', 'c'], 6]);
  });

  test('a wrong checksum is refused, unless nobody asks', async () => {
    const batch = await at(0, 'a');
    batch.writeUInt8(batch.readUInt8(batch.length - 1) ^ 1, batch.length - 1);
    await expect(decode(batch)).rejects.toThrow('Record batch for partition t-0 at offset 0 is invalid');
  });

  test('records of aborted transactions and control records are passed over', async () => {
    const transactional = async (offset: number, producerId: bigint, text: string) => {
      const batch = await at(offset, text);
      batch.writeInt16BE(0x10, 21);
      stampIdentity(batch, { producerId, producerEpoch: 0, baseSequence: 0 });
      return batch;
    };
    const marker = async (offset: number, producerId: bigint, type: 'abort' | 'commit') => {
      const key = Buffer.from([0, 0, 0, type === 'abort' ? 0 : 1]);
      const batch = await encoded([{ ...one(''), key }]);
      batch.writeBigInt64BE(BigInt(offset), 0);
      batch.writeInt16BE(0x30, 21);
      stampIdentity(batch, { producerId, producerEpoch: 0, baseSequence: -1 });
      return batch;
    };
    const bytes = Buffer.concat([
      await transactional(10, 1n, 'aborted 1'),
      await transactional(11, 2n, 'aborted 2'),
      await transactional(12, 3n, 'kept'),
      await marker(13, 1n, 'abort'),
      await transactional(14, 1n, 'after'),
      await transactional(15, 2n, 'aborted 2 again'),
      await marker(16, 2n, 'abort'),
      await marker(17, 1n, 'commit'),
    ]);
    const aborted = [
      { producerId: 2n, firstOffset: 3 },
      { producerId: 1n, firstOffset: 4 },
    ];
    const fetched = { topic: 't', partition: 0, bytes, fromOffset: 10, aborted, checkCrcs: true };
    const { records, nextOffset } = await decodeAll(fetched);
    expect([texts(records), nextOffset]).toEqual([['kept', 'after'], 18]);
  });
});
