import { afterAll, beforeAll, describe } from 'vitest';
import type { Storage } from '../../../lib/storage/storage.ts';
import { changeFeedContract } from './change-feed-contract.ts';
import { configContract } from './config-contract.ts';
import { leaseContract } from './lease-contract.ts';
import { offsetContract } from './offset-contract.ts';
import { persistenceContract } from './persistence-contract.ts';
import { statusContract } from './status-contract.ts';

export interface OpenedStorage {
  readonly storage: Storage;
  /** Closes the storage and opens another on the same data; absent when nothing outlives it. */
  readonly reopen?: () => Promise<Storage>;
}

/** What every storage promises. All tests share one, and keep apart by their connectors' names. */
export const storageContract = (name: string, open: () => Promise<OpenedStorage>): void => {
  describe(name, { timeout: 30_000 }, () => {
    let opened: OpenedStorage;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.storage.close());
    const storage = () => opened.storage;

    describe('configs', () => configContract(storage));
    describe('offsets', () => offsetContract(storage));
    describe('statuses', () => statusContract(storage));
    describe('leases', () => leaseContract(storage));
    describe('change feeds', () => changeFeedContract(storage));
    describe('persistence', () => persistenceContract(open));
  });
};
