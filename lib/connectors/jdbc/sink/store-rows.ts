import type { SinkRecord } from '../../../connect/record.ts';
import type { Dialect, Session } from '../dialect.ts';
import type { Refuse } from './prepare-rows.ts';
import type { Row } from './rows.ts';
import type { SinkFailures } from './sink-failures.ts';
import type { StoredOffsets } from './stored-offsets.ts';
import type { WriteRows } from './write-rows.ts';

export interface StoreOptions {
  readonly dialect: Dialect;
  readonly begin: string;
  readonly writeRows: WriteRows;
  readonly refusal: SinkFailures['refusal'];
  /** Kept in the same transactions under exactly-once. */
  readonly offsets: StoredOffsets | null;
}

interface Batch {
  /** As they were delivered: those that make no row count as stored, too. */
  readonly records: readonly SinkRecord[];
  readonly rows: readonly Row[];
}

export type StoreRows = (session: Session, batch: Batch, refuse: Refuse) => Promise<void>;

/**
 * Stores rows in one transaction. When one of them is refused for its data, the batch is halved until that row stands alone, as
 * the original unrolls it; the others are stored.
 */
export const createStoreRows = ({ dialect, begin, writeRows, refusal, offsets }: StoreOptions): StoreRows => {
  const isData = (error: unknown): boolean => dialect.failureOf(error) === 'data';

  const transaction = async (session: Session, batch: Batch, work: () => Promise<void>): Promise<void> => {
    await session.execute(begin);
    try {
      const committed = await offsets?.advance(session, batch.records);
      await work();
      await session.execute('COMMIT');
      committed?.();
    } catch (error) {
      // Where the connection is lost, or the database has rolled back by itself, this fails, too.
      await session.execute('ROLLBACK').catch(() => {});
      throw error;
    }
  };

  const unroll = async (session: Session, rows: readonly Row[], refuse: Refuse): Promise<void> => {
    await session.execute('SAVEPOINT part');
    try {
      await writeRows(session, rows);
      await session.execute('RELEASE SAVEPOINT part');
      return;
    } catch (error) {
      if (!isData(error)) throw error;
      await session.execute('ROLLBACK TO SAVEPOINT part');
      const [first] = rows;
      if (rows.length === 1 && first !== undefined) return refuse(first.record, refusal(error));
    }
    const middle = rows.length >> 1;
    await unroll(session, rows.slice(0, middle), refuse);
    await unroll(session, rows.slice(middle), refuse);
  };

  return async (session, batch, refuse) => {
    if (batch.rows.length === 0 && offsets === null) return;
    try {
      await transaction(session, batch, () => writeRows(session, batch.rows));
    } catch (error) {
      if (!isData(error)) throw error;
      await transaction(session, batch, () => unroll(session, batch.rows, refuse));
    }
  };
};
