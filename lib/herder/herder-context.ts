import type { KafkaAdmin } from '../kafka/port.ts';
import type { TransactionSettler } from '../runtime/exactly-once/transaction-settler.ts';
import type { Storage } from '../storage/storage.ts';
import type { Plugins } from './plugins/plugin-catalogue.ts';
import type { HerderConfig } from './worker-config.ts';

/** What the herder works with. */
export interface HerderContext {
  readonly storage: Storage;
  readonly plugins: Plugins;
  /** Asked only for the offsets and topics of sinks, so that REST answers everything else while Kafka is away. */
  readonly admin: Pick<
    KafkaAdmin,
    'topics' | 'partitions' | 'groupOffsets' | 'alterGroupOffsets' | 'deleteGroupOffsets'
  >;
  readonly settleTransactions: TransactionSettler;
  readonly config: HerderConfig;
  /** What `worker_id` shows for statuses that the herder itself writes. */
  readonly workerId: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Has the reconciler look at a connector soon. Needed where a request changes nothing in the configs, whose change feed
   * drives the reconciler otherwise: a restart of the connector itself. Absent: the reconciler's timer does it.
   */
  requestReconciliation?(connector: string): Promise<void>;
}
