/** Where a dump of the binary log begins. */
export type DumpStart =
  | { readonly kind: 'position'; readonly file: string; readonly position: number }
  /** Transactions that are not in this set, of MySQL. */
  | { readonly kind: 'gtids'; readonly encoded: Buffer };

const COM_BINLOG_DUMP = 0x12;
const COM_BINLOG_DUMP_GTID = 0x1e;
/** Ends the dump no sooner than the connection does, and has MariaDB send statements. */
const SEND_ANNOTATED_ROWS = 2;
const FIRST_EVENT = 4;

const byPosition = (serverId: number, flags: number, file: string, position: number): Buffer => {
  const name = Buffer.from(file, 'utf8');
  const head = Buffer.alloc(11);
  head.writeUInt8(COM_BINLOG_DUMP, 0);
  head.writeUInt32LE(position, 1);
  head.writeUInt16LE(flags, 5);
  head.writeUInt32LE(serverId, 7);
  return Buffer.concat([head, name]);
};

const byGtids = (serverId: number, encoded: Buffer): Buffer => {
  const head = Buffer.alloc(11);
  head.writeUInt8(COM_BINLOG_DUMP_GTID, 0);
  head.writeUInt32LE(serverId, 3);
  const rest = Buffer.alloc(12);
  rest.writeBigUInt64LE(BigInt(FIRST_EVENT), 0);
  rest.writeUInt32LE(encoded.length, 8);
  return Buffer.concat([head, rest, encoded]);
};

/** The packet that asks a server for its binary log. */
export const dumpRequest = (start: DumpStart, serverId: number, sendsStatements: boolean): Buffer =>
  start.kind === 'gtids'
    ? byGtids(serverId, start.encoded)
    : byPosition(serverId, sendsStatements ? SEND_ANNOTATED_ROWS : 0, start.file, start.position);
