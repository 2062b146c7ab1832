/** A place in a server's binary log. */
export interface LogPosition {
  readonly file: string;
  readonly position: number;
}

/** Files are counted by what comes behind the last dot: `binlog.000012`. */
const numberOf = (file: string): number => Number(file.slice(file.lastIndexOf('.') + 1));

export const compareLogPositions = (one: LogPosition, other: LogPosition): number =>
  numberOf(one.file) - numberOf(other.file) || one.position - other.position;
