import { createAcknowledgedOffsets } from './acknowledged-offsets.ts';
import { commitRecords } from './commit-records.ts';
import type { DeliveryOptions } from './delivery-options.ts';
import { createOffsetFlusher } from './offset-flusher.ts';
import { type OutgoingRecord, polledRecords, written } from './outgoing-record.ts';
import type { PreparedDelivery } from './source-delivery.ts';
import { createSourceSender } from './source-sender.ts';

/**
 * Stores offsets behind the data, or before it (`mayRepeat: false`, at-most-once): after a crash records come again, or
 * are left out.
 */
export const prepareDelivery = async (options: DeliveryOptions, mayRepeat: boolean): Promise<PreparedDelivery> => {
  const { runtime, lease, meter, clientSettings, resources, announceTopics, isLetter, onRejected, deliveryTimeoutMs } =
    options;
  const { clock, storage, log, worker } = runtime;
  const producer = await runtime.kafka.producer(clientSettings);
  resources.add(() => producer.close());
  const acknowledged = createAcknowledgedOffsets();
  return {
    transactionContext: null,
    endsOf: () => new Map(),
    begin: (task) => {
      const flusher = createOffsetFlusher({
        offsets: storage.offsets,
        lease,
        acknowledged,
        clock,
        meter,
        log,
        update: (changes) => task.updateOffsets?.(changes) ?? [],
        commit: async () => task.commit?.(),
      });
      const beforeSend = async (batch: readonly OutgoingRecord[]): Promise<void> => {
        await announceTopics(batch);
        if (mayRepeat) return;
        acknowledged.add(polledRecords(batch));
        await flusher.finish();
      };
      const sender = createSourceSender({
        producer,
        clock,
        deliveryTimeoutMs,
        mayRepeat,
        beforeSend,
        onRejected,
        onAcknowledged: (batch, positions) => {
          meter.acknowledged(batch.length, written(positions));
          if (mayRepeat) acknowledged.add(polledRecords(batch));
          commitRecords(task, { batch, positions }, isLetter);
        },
      });
      return { sender, flusher, flushIntervalMs: worker.parsed['offset.flush.interval.ms'] };
    },
  };
};
