import type { RawConfig } from '../../connect/connector.ts';
import type { ClientConfig, KafkaAdmin, ProducerRecord } from '../../kafka/port.ts';
import type { Lease } from '../../storage/status-backing-store.ts';
import type { Resources } from '../resources.ts';
import type { SourceTaskMeter } from '../task-meters.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import type { SourceRuntime } from './source-runtime.ts';

/** What every kind of delivery is made from. */
export interface DeliveryOptions {
  readonly runtime: SourceRuntime;
  readonly connectorConfig: RawConfig;
  readonly lease: Lease;
  readonly meter: SourceTaskMeter;
  /** Of the producer. */
  readonly clientSettings: ClientConfig;
  readonly resources: Resources;
  /** How long a batch is tried again before the sender fails, in milliseconds. */
  readonly deliveryTimeoutMs: number;
  admin(): Promise<KafkaAdmin>;
  /** Creates and remembers the topics of a batch. */
  announceTopics(batch: readonly OutgoingRecord[]): Promise<void>;
  /** Whether that is a dead letter, and its record was lost. */
  isLetter(out: ProducerRecord): boolean;
  /** A record that Kafka will never take. @returns what goes there instead, if anything. @throws when it may not be skipped. */
  onRejected(rejected: OutgoingRecord, error: Error): ProducerRecord | null;
  /** The run ends while records may still be on their way: nobody may take the task over at once. */
  onAbandoned(): void;
}
