import type { UnplacedRecord } from './change-records.ts';
import type { TransactionRecord } from './transaction-monitor.ts';

/** A begin or end of a transaction for the topic of transactions; nothing where they are not told. */
export const transactionRecord = (topic: string | null, { key, value }: TransactionRecord): UnplacedRecord | null =>
  topic === null
    ? null
    : {
        topic,
        kafkaPartition: null,
        keySchema: key.schema,
        key,
        valueSchema: value.schema,
        value,
        timestamp: null,
        headers: [],
      };
