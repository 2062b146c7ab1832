import type { BenchBroker } from './environment.ts';

const BATCH = 2000;

/** Spreads records with the same value evenly over a topic's partitions. */
export const fillTopic = async (
  { kafka, bootstrapServers }: BenchBroker,
  {
    topic,
    partitions,
    records,
    value,
  }: { readonly topic: string; readonly partitions: number; readonly records: number; readonly value: Uint8Array },
): Promise<void> => {
  const producer = await kafka.producer({ 'bootstrap.servers': bootstrapServers });
  const one = { topic, key: null, value, timestamp: null, headers: [] };
  for (let sent = 0; sent < records; sent += BATCH) {
    const count = Math.min(BATCH, records - sent);
    await producer.send(
      Array.from({ length: count }, (_, index) => ({ ...one, partition: (sent + index) % partitions })),
    );
  }
  await producer.close();
};
