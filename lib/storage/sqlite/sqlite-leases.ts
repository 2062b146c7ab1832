import * as v from 'valibot';
import { workerOf } from '../lease-owner.ts';
import { FencedError } from '../offset-backing-store.ts';
import type { Lease, LeaseRequest, LeaseStore } from '../status-backing-store.ts';
import type { Database } from './open-database.ts';

const leaseRow = v.object({
  connector: v.string(),
  task: v.number(),
  epoch: v.number(),
  owner: v.string(),
  expiresAt: v.number(),
});

const leases = 'SELECT connector, task, epoch, owner, expires_at AS expiresAt FROM leases';

const acquire = `
  INSERT INTO leases VALUES (?, ?, 1, ?, ?)
  ON CONFLICT DO UPDATE SET epoch = epoch + 1, owner = excluded.owner, expires_at = excluded.expires_at
  WHERE expires_at <= ? OR owner = excluded.owner
  RETURNING connector, task, epoch, owner, expires_at AS expiresAt`;

export const isNewestLease = (database: Database, { connector, task, epoch }: Lease): boolean => {
  const find = `${leases} WHERE connector = ? AND task = ? AND epoch = ?`;
  return database.row(leaseRow, find, connector, task, epoch) !== undefined;
};

export const createSqliteLeases = (database: Database): LeaseStore => {
  const putExpiry = ({ connector, task, epoch }: Lease, expiresAt: number): boolean => {
    const sql = 'UPDATE leases SET expires_at = ? WHERE connector = ? AND task = ? AND epoch = ?';
    return database.run(sql, expiresAt, connector, task, epoch) === 1;
  };
  return {
    acquireLease: async ({ connector, task, owner, now, expiresAt }: LeaseRequest) =>
      database.row(leaseRow, acquire, connector, task, owner, expiresAt, now),
    renewLease: async (lease, expiresAt) => {
      if (!putExpiry(lease, expiresAt)) throw new FencedError(lease);
      return { ...lease, expiresAt };
    },
    releaseLease: async (lease) => void putExpiry(lease, 0),
    leases: async (connector) => database.rows(leaseRow, `${leases} WHERE connector = ? ORDER BY task`, connector),
    releaseLeasesOf: async (workerId) => {
      for (const lease of database.rows(leaseRow, leases)) if (workerOf(lease.owner) === workerId) putExpiry(lease, 0);
    },
  };
};
