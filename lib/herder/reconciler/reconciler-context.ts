import type { Logger } from '../../connect/logger.ts';
import type { KafkaAdmin } from '../../kafka/port.ts';
import type { TransactionSettler } from '../../runtime/exactly-once/transaction-settler.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Plugins } from '../plugins/plugin-catalogue.ts';
import type { TaskDeployer } from '../task-deployment.ts';
import type { HerderConfig } from '../worker-config.ts';
import type { TakeOverOffsets } from './take-over-offsets.ts';

/** What the reconciler works with. */
export interface ReconcilerContext {
  readonly storage: Storage;
  readonly plugins: Plugins;
  readonly deployer: TaskDeployer;
  /** Asked only for sinks: for topics that match a pattern, and for offsets that an earlier worker has left. */
  readonly admin: Pick<KafkaAdmin, 'topics' | 'groupOffsets' | 'alterGroupOffsets'>;
  readonly takeOverOffsets: TakeOverOffsets;
  readonly settleTransactions: TransactionSettler;
  readonly config: HerderConfig;
  /** What `worker_id` shows. */
  readonly workerId: string;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  now(): number;
}
