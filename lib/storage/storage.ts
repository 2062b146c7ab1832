import type { ConfigBackingStore } from './config-backing-store.ts';
import type { OffsetBackingStore } from './offset-backing-store.ts';
import type { StatusBackingStore } from './status-backing-store.ts';

/** The three stores of one worker, on one database: offset writes check leases, which live in the status store. */
export interface Storage {
  readonly configs: ConfigBackingStore;
  readonly offsets: OffsetBackingStore;
  readonly statuses: StatusBackingStore;
  close(): Promise<void>;
}
