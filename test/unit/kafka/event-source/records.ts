import type { ConsumerRecord } from '../../../../lib/kafka/port.ts';

/** Records of one partition with offsets in a row. */
export const records = (from: number, count: number, partition = 0): readonly ConsumerRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    topic: 't',
    partition,
    offset: from + index,
    timestamp: 1_000_000,
    timestampType: 'CREATE_TIME' as const,
    key: null,
    value: Buffer.from(`v${from + index}`),
    headers: [],
  }));
