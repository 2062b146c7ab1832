import Libsql from 'libsql';
import { RetriableError } from '../../connect/errors.ts';

/** Runs the work; that another connection has kept the file locked for too long is a passing fault. */
export const retriableWhenBusy = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Libsql.SqliteError && cause.code.startsWith('SQLITE_BUSY'))
      throw new RetriableError('The SQLite file is locked by another process', { cause });
    throw cause;
  }
};
