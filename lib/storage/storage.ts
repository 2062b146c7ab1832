import type { ConfigBackingStore } from './config-backing-store.ts';
import type { OffsetBackingStore } from './offset-backing-store.ts';
import type { StatusBackingStore } from './status-backing-store.ts';

/**
 * The three stores of one worker, on one database: offset writes check leases, which live in the status store. Any method
 * throws RetriableError when the database is busy or out of reach for the moment, ConfigError when it is not there at all.
 */
export interface Storage {
  readonly configs: ConfigBackingStore;
  readonly offsets: OffsetBackingStore;
  readonly statuses: StatusBackingStore;
  /** Ends subscriptions and frees what the storage itself has opened. */
  close(): Promise<void>;
}
