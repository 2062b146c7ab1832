/** A position in the write-ahead log: exact as a number until 8 PiB of log were written. */
export type Lsn = number;

/** Text as the server printed it; `null`; or `undefined` where the value is unchanged and was left out (TOAST). */
export type Tuple = ReadonlyArray<string | null | undefined>;

export interface RelationColumn {
  readonly name: string;
  /** Part of the replica identity. */
  readonly isKey: boolean;
  readonly typeOid: number;
  readonly modifier: number;
}

export interface RelationMessage {
  readonly kind: 'relation';
  readonly oid: number;
  readonly schema: string;
  readonly table: string;
  /** d(efault), n(othing), f(ull), i(ndex). */
  readonly replicaIdentity: string;
  readonly columns: readonly RelationColumn[];
}

/** Times are microseconds since the epoch. */
export type PgOutputMessage =
  | { readonly kind: 'begin'; readonly finalLsn: Lsn; readonly commitUs: number; readonly xid: number }
  | { readonly kind: 'commit'; readonly commitLsn: Lsn; readonly endLsn: Lsn; readonly commitUs: number }
  | { readonly kind: 'origin'; readonly lsn: Lsn; readonly name: string }
  | RelationMessage
  | { readonly kind: 'insert'; readonly relation: number; readonly after: Tuple }
  /** `before` is the whole old row with replica identity FULL, else its changed key or `null`. */
  | { readonly kind: 'update'; readonly relation: number; readonly before: Tuple | null; readonly after: Tuple }
  | { readonly kind: 'delete'; readonly relation: number; readonly before: Tuple }
  | { readonly kind: 'truncate'; readonly relations: readonly number[] }
  | {
      readonly kind: 'message';
      readonly transactional: boolean;
      readonly lsn: Lsn;
      readonly prefix: string;
      readonly content: Buffer;
    }
  | { readonly kind: 'other' };

const MICROS_FROM_1970_TO_2000 = 946_684_800_000_000;

interface Reader {
  /** Turns to another buffer. */
  start(buffer: Buffer, from: number): void;
  byte(): number;
  char(): string;
  int16(): number;
  int32(): number;
  uint32(): number;
  /** Positions and times: below 2^53. */
  int64(): number;
  time(): number;
  cString(): string;
  text(length: number): string;
  bytes(length: number): Buffer;
}

const createReader = (): Reader => {
  let buffer: Buffer = Buffer.alloc(0);
  let at = 0;
  const skip = (count: number): number => {
    at += count;
    return at - count;
  };
  const int64 = (): number => buffer.readInt32BE(skip(4)) * 2 ** 32 + buffer.readUInt32BE(skip(4));
  return {
    start: (next, from) => {
      buffer = next;
      at = from;
    },
    byte: () => buffer.readUInt8(skip(1)),
    char: () => String.fromCharCode(buffer.readUInt8(skip(1))),
    int16: () => buffer.readInt16BE(skip(2)),
    int32: () => buffer.readInt32BE(skip(4)),
    uint32: () => buffer.readUInt32BE(skip(4)),
    int64,
    time: () => int64() + MICROS_FROM_1970_TO_2000,
    cString: () => {
      const end = buffer.indexOf(0, at);
      const text = buffer.toString('utf8', at, end);
      at = end + 1;
      return text;
    },
    text: (length) => {
      const start = skip(length);
      return buffer.toString('utf8', start, start + length);
    },
    // The driver reuses its buffer: what is kept must be a copy.
    bytes: (length) => Buffer.from(buffer.subarray(skip(length), at)),
  };
};

const TEXT = 't'.charCodeAt(0);
const NULL = 'n'.charCodeAt(0);

const tuple = (reader: Reader): Tuple => {
  const count = reader.int16();
  const values = new Array<string | null | undefined>(count);
  for (let index = 0; index < count; index += 1) {
    const kind = reader.byte();
    if (kind === TEXT) values[index] = reader.text(reader.int32());
    else values[index] = kind === NULL ? null : undefined;
  }
  return values;
};

const relation = (reader: Reader): RelationMessage => {
  const oid = reader.uint32();
  const [schema, table] = [reader.cString(), reader.cString()];
  const replicaIdentity = reader.char();
  const columns = Array.from({ length: reader.int16() }, () => ({
    isKey: (reader.byte() & 1) === 1,
    name: reader.cString(),
    typeOid: reader.uint32(),
    modifier: reader.int32(),
  }));
  return { kind: 'relation', oid, schema: schema === '' ? 'pg_catalog' : schema, table, replicaIdentity, columns };
};

const update = (reader: Reader): PgOutputMessage => {
  const of = reader.uint32();
  const marker = reader.char();
  if (marker === 'N') return { kind: 'update', relation: of, before: null, after: tuple(reader) };
  const before = tuple(reader);
  reader.char();
  return { kind: 'update', relation: of, before, after: tuple(reader) };
};

const remove = (reader: Reader): PgOutputMessage => {
  const of = reader.uint32();
  reader.char();
  return { kind: 'delete', relation: of, before: tuple(reader) };
};

const insert = (reader: Reader): PgOutputMessage => {
  const of = reader.uint32();
  reader.char();
  return { kind: 'insert', relation: of, after: tuple(reader) };
};

const truncate = (reader: Reader): PgOutputMessage => {
  const count = reader.int32();
  reader.byte();
  return { kind: 'truncate', relations: Array.from({ length: count }, reader.uint32) };
};

const message = (reader: Reader): PgOutputMessage => {
  const transactional = (reader.byte() & 1) === 1;
  const [lsn, prefix] = [reader.int64(), reader.cString()];
  return { kind: 'message', transactional, lsn, prefix, content: reader.bytes(reader.int32()) };
};

const commit = (reader: Reader): PgOutputMessage => {
  reader.byte();
  return { kind: 'commit', commitLsn: reader.int64(), endLsn: reader.int64(), commitUs: reader.time() };
};

const READERS: Readonly<Record<string, (reader: Reader) => PgOutputMessage>> = {
  B: (reader) => ({ kind: 'begin', finalLsn: reader.int64(), commitUs: reader.time(), xid: reader.uint32() }),
  C: commit,
  O: (reader) => ({ kind: 'origin', lsn: reader.int64(), name: reader.cString() }),
  R: relation,
  I: insert,
  U: update,
  D: remove,
  T: truncate,
  M: message,
};

/** One for all messages: each is read to its end before the next. */
const reader = createReader();

/**
 * Decodes a message of the plug-in pgoutput, protocol version 1, with values in text form.
 * See https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html
 */
export const decodePgOutput = (buffer: Buffer, from = 0): PgOutputMessage => {
  reader.start(buffer, from);
  return READERS[reader.char()]?.(reader) ?? { kind: 'other' };
};

/** `16/B374D848` as a number. */
export const parseLsn = (text: string): Lsn => {
  const [high = '0', low = '0'] = text.split('/');
  return Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16);
};

export const formatLsn = (lsn: Lsn): string =>
  `${Math.floor(lsn / 2 ** 32).toString(16)}/${(lsn % 2 ** 32).toString(16)}`.toUpperCase();
