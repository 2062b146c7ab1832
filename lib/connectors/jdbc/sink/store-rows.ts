import { asError, DataError } from '../../../connect/errors.ts';
import type { Dialect, Session } from '../dialect.ts';
import type { Refuse } from './prepare-rows.ts';
import type { Row } from './rows.ts';
import type { WriteRows } from './write-rows.ts';

export interface StoreOptions {
  readonly dialect: Dialect;
  readonly begin: string;
  readonly writeRows: WriteRows;
  /** An error of the database, in words. */
  readonly explain: (error: unknown) => string;
}

export type StoreRows = (session: Session, rows: readonly Row[], refuse: Refuse) => Promise<void>;

/**
 * Stores rows in one transaction. When one of them is refused for its data, the batch is halved until that row stands alone, as
 * the original unrolls it; the others are stored.
 */
export const createStoreRows = ({ dialect, begin, writeRows, explain }: StoreOptions): StoreRows => {
  const isData = (error: unknown): boolean => dialect.failureOf(error) === 'data';

  const transaction = async (session: Session, work: () => Promise<void>): Promise<void> => {
    await session.execute(begin);
    await work();
    await session.execute('COMMIT');
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
      if (rows.length === 1 && first !== undefined)
        return refuse(first.record, new DataError(explain(error), { cause: asError(error) }));
    }
    const middle = rows.length >> 1;
    await unroll(session, rows.slice(0, middle), refuse);
    await unroll(session, rows.slice(middle), refuse);
  };

  return async (session, rows, refuse) => {
    try {
      await transaction(session, () => writeRows(session, rows));
    } catch (error) {
      if (!isData(error)) throw error;
      await session.execute('ROLLBACK');
      await transaction(session, () => unroll(session, rows, refuse));
    }
  };
};
