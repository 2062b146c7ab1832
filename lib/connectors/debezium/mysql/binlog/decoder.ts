import { inflateSync } from 'node:zlib';
import { ConnectError } from '../../../../connect/errors.ts';
import type { Flavor } from '../flavor.ts';
import type { RawRow } from '../raw-value.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ColumnReader, columnReader } from './column-reader.ts';
import type { BinlogEvent, EventHeader, RowImages, RowsKind, TableMap } from './events.ts';

/** Reads events of one connection, whose table maps it remembers. */
export interface BinlogDecoder {
  /** @throws ConnectError for what cannot be read, and must not be passed over. */
  decode(packet: Buffer): BinlogEvent;
}

const HEADER_BYTES = 19;
const CHECKSUM_BYTES = 4;
const CRC32 = 1;

const EVENT = {
  QUERY: 2,
  ROTATE: 4,
  FORMAT_DESCRIPTION: 15,
  XID: 16,
  TABLE_MAP: 19,
  INCIDENT: 26,
  HEARTBEAT: 27,
  ROWS_QUERY: 29,
  GTID: 33,
  XA_PREPARE: 38,
  PARTIAL_UPDATE_ROWS: 39,
  TRANSACTION_PAYLOAD: 40,
  HEARTBEAT_V2: 41,
  GTID_TAGGED: 42,
  MARIADB_ANNOTATE_ROWS: 160,
  MARIADB_GTID: 162,
  MARIADB_START_ENCRYPTION: 164,
  MARIADB_QUERY_COMPRESSED: 165,
} as const;

interface RowsLayout {
  readonly change: RowsKind;
  /** Version 2 has further bytes before the columns. */
  readonly hasExtra: boolean;
  readonly isCompressed?: true;
}

const CHANGES: readonly RowsKind[] = ['insert', 'update', 'delete'];

const layouts = (first: number, layout: Omit<RowsLayout, 'change'>): ReadonlyArray<readonly [number, RowsLayout]> =>
  CHANGES.map((change, index) => [first + index, { ...layout, change }]);

const ROWS: ReadonlyMap<number, RowsLayout> = new Map([
  ...layouts(23, { hasExtra: false }),
  ...layouts(30, { hasExtra: true }),
  ...layouts(166, { hasExtra: false, isCompressed: true }),
  ...layouts(169, { hasExtra: true, isCompressed: true }),
]);

const REFUSED: Readonly<Record<number, string>> = {
  [EVENT.INCIDENT]:
    'The server notes that events may be missing from its binary log (an incident event): take a new snapshot',
  [EVENT.PARTIAL_UPDATE_ROWS]:
    'The server logs changes of JSON values in part: set binlog_row_value_options to an empty text for all sessions',
  [EVENT.TRANSACTION_PAYLOAD]:
    'The server compresses transactions in its binary log: set binlog_transaction_compression=OFF for all sessions',
  [EVENT.GTID_TAGGED]: 'The binary log has transactions with tagged GTIDs, which are not supported',
};

const uuidText = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** MariaDB's compressed events: a byte tells how many of the next ones are the length, and zlib's data follow. */
const inflated = (bytes: Buffer): Buffer => inflateSync(bytes.subarray(1 + ((bytes[0] ?? 0) & 7)));

interface KnownTable extends TableMap {
  readonly readers: readonly ColumnReader[];
}

const readTable = (reader: ByteReader): KnownTable => {
  const id = reader.uint48();
  reader.skip(2);
  const schema = reader.text(reader.uint8());
  reader.skip(1);
  const table = reader.text(reader.uint8());
  reader.skip(1);
  const columnCount = reader.packed();
  const types = reader.bytes(columnCount);
  const factsLength = reader.packed();
  const facts = createByteReader(reader.bytes(factsLength));
  return { id, schema, table, columnCount, readers: [...types].map((type) => columnReader(type, facts)) };
};

const isSet = (bits: Buffer, index: number): boolean => (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;

type RowReader = (reader: ByteReader) => RawRow;

/** Reads rows of which those columns are there. */
const rowReader = (readers: readonly ColumnReader[], present: Buffer): RowReader => {
  const places: number[] = [];
  let count = 0;
  for (let index = 0; index < readers.length; index += 1) {
    places.push(isSet(present, index) ? count : -1);
    if (isSet(present, index)) count += 1;
  }
  return (reader) => {
    const nulls = reader.bytes((count + 7) >> 3);
    return readers.map((read, index) => {
      const place = places[index] ?? -1;
      if (place < 0) return undefined;
      return isSet(nulls, place) ? null : read(reader);
    });
  };
};

const readRows = (change: RowsKind, bytes: Buffer, first: RowReader, second: RowReader): readonly RowImages[] => {
  const reader = createByteReader(bytes);
  const images: RowImages[] = [];
  while (reader.left > 0) {
    const before = change === 'insert' ? null : first(reader);
    images.push({ before, after: change === 'delete' ? null : second(reader) });
  }
  return images;
};

/** When a transaction was committed first, in microseconds; servers before 8.0.1 do not say. */
const commitTime = (reader: ByteReader): number | null => {
  if (reader.left < 1 + 16 + 7 || reader.uint8() !== 2) return null;
  reader.skip(16);
  const immediate = reader.bytes(7);
  const hasOriginal = ((immediate[6] ?? 0) & 0x80) !== 0;
  const original = hasOriginal ? reader.bytes(7) : immediate;
  return original.readUIntLE(0, 6) + ((original[6] ?? 0) & 0x7f) * 2 ** 48;
};

const STANDALONE = 1;

export const createBinlogDecoder = (flavor: Flavor, serverHasChecksums: boolean): BinlogDecoder => {
  const tables = new Map<number, KnownTable>();
  let hasChecksums = serverHasChecksums;

  const rowsEvent = (header: EventHeader, layout: RowsLayout, reader: ByteReader): BinlogEvent => {
    const table = tables.get(reader.uint48());
    reader.skip(2);
    if (layout.hasExtra) reader.skip(reader.uint16() - 2);
    // The end of a statement in which no row was changed: there is no such table.
    if (table === undefined) return { header, kind: 'other' };
    const count = reader.packed();
    const size = (count + 7) >> 3;
    const first = reader.bytes(size);
    const second = layout.change === 'update' ? reader.bytes(size) : first;
    const rest = reader.rest();
    const rowsOf = (): readonly RowImages[] =>
      readRows(
        layout.change,
        layout.isCompressed ? inflated(rest) : rest,
        rowReader(table.readers, first),
        rowReader(table.readers, second),
      );
    return { header, kind: 'rows', change: layout.change, table, rows: rowsOf };
  };

  const queryEvent = (header: EventHeader, reader: ByteReader, isCompressed: boolean): BinlogEvent => {
    const thread = reader.uint32();
    reader.skip(4);
    const databaseLength = reader.uint8();
    reader.skip(2);
    reader.skip(reader.uint16());
    const database = reader.text(databaseLength);
    reader.skip(1);
    const rest = reader.rest();
    return { header, kind: 'query', thread, database, sql: (isCompressed ? inflated(rest) : rest).toString('utf8') };
  };

  const bodyOf = (header: EventHeader, reader: ByteReader): BinlogEvent => {
    const { type } = header;
    const layout = ROWS.get(type);
    if (layout !== undefined) return rowsEvent(header, layout, reader);
    switch (type) {
      case EVENT.ROTATE: {
        const position = Number(reader.uint64());
        return { header, kind: 'rotate', position, file: reader.rest().toString('utf8') };
      }
      case EVENT.FORMAT_DESCRIPTION:
        // Numbers of tables begin anew.
        tables.clear();
        return { header, kind: 'other' };
      case EVENT.QUERY:
        return queryEvent(header, reader, false);
      case EVENT.MARIADB_QUERY_COMPRESSED:
        return queryEvent(header, reader, true);
      case EVENT.XID:
      case EVENT.XA_PREPARE:
        return { header, kind: 'commit' };
      case EVENT.TABLE_MAP: {
        const table = readTable(reader);
        tables.set(table.id, table);
        return { header, kind: 'table', table };
      }
      case EVENT.ROWS_QUERY:
        reader.skip(1);
        return { header, kind: 'statement', sql: reader.rest().toString('utf8') };
      case EVENT.MARIADB_ANNOTATE_ROWS:
        return { header, kind: 'statement', sql: reader.rest().toString('utf8') };
      case EVENT.GTID: {
        reader.skip(1);
        const gtid = `${uuidText(reader.bytes(16))}:${reader.uint64()}`;
        return { header, kind: 'gtid', gtid, us: commitTime(reader), begins: false };
      }
      case EVENT.MARIADB_GTID: {
        const sequence = reader.uint64();
        const domain = reader.uint32();
        const gtid = `${domain}-${header.serverId}-${sequence}`;
        return { header, kind: 'gtid', gtid, us: null, begins: (reader.uint8() & STANDALONE) === 0 };
      }
      case EVENT.HEARTBEAT:
      case EVENT.HEARTBEAT_V2:
        return { header, kind: 'heartbeat' };
      default:
        return { header, kind: 'other' };
    }
  };

  /** The last place that was told: servers may not tell those of changes (MariaDB since 11.4), and Debezium keeps to that one then. */
  let lastStart = 0;

  const headerOf = (reader: ByteReader): EventHeader => {
    const seconds = reader.uint32();
    const type = reader.uint8();
    const serverId = reader.uint32();
    const size = reader.uint32();
    const end = reader.uint32();
    reader.skip(2);
    if (end > 0) lastStart = end - size;
    const isChange = ROWS.has(type) || type === EVENT.TABLE_MAP;
    return { type, seconds, serverId, start: end > 0 || isChange ? lastStart : 0, end };
  };

  return {
    decode: (packet) => {
      const header = headerOf(createByteReader(packet));
      const refusal = REFUSED[header.type];
      if (refusal !== undefined && (flavor === 'mysql' || header.type === EVENT.INCIDENT))
        throw new ConnectError(`${refusal}. Position: ${header.start}`);
      if (header.type === EVENT.FORMAT_DESCRIPTION) hasChecksums = packet[packet.length - CHECKSUM_BYTES - 1] === CRC32;
      const end = packet.length - (hasChecksums ? CHECKSUM_BYTES : 0);
      return bodyOf(header, createByteReader(packet, HEADER_BYTES, end));
    },
  };
};
