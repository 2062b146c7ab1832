import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createByteReader } from '../../../../lib/connectors/debezium/mysql/binlog/byte-reader.ts';
import { columnReader } from '../../../../lib/connectors/debezium/mysql/binlog/column-reader.ts';
import { COLUMN_TYPE } from '../../../../lib/connectors/debezium/mysql/binlog/column-types.ts';
import { createBinlogDecoder } from '../../../../lib/connectors/debezium/mysql/binlog/decoder.ts';
import { changedTable, statementKind } from '../../../../lib/connectors/debezium/mysql/statements.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const read = (type: keyof typeof COLUMN_TYPE, facts: string, value: string) =>
  columnReader(COLUMN_TYPE[type], createByteReader(hex(facts)))(createByteReader(hex(value)));

describe('values of row images', () => {
  test.each<[keyof typeof COLUMN_TYPE, string, string, unknown]>([
    ['TINY', '', 'ff', -1],
    ['INT24', '', '000080', -8388608],
    ['LONG', '', 'ffffff7f', 2147483647],
    ['LONGLONG', '', 'ffffffffffffffff', -1],
    ['LONGLONG', '', '0000000000002000', 9007199254740992n],
    ['LONGLONG', '', '0000000000000080', -9223372036854775808n],
    ['DOUBLE', '08', '9a9999999999b93f', 0.1],
    ['YEAR', '', '7c', 2024],
    ['YEAR', '', '00', 0],
    // decimal(10,4): six digits in three bytes, four in two.
    ['NEWDECIMAL', '0a04', '8004d2 162e', '1234.5678'],
    ['NEWDECIMAL', '0a04', '7ffb2d e9d1', '-1234.5678'],
    ['NEWDECIMAL', '0200', '80', '0'],
    ['NEWDECIMAL', '0202', '85', '0.05'],
    ['DATE', '', '5dd00f', '2024-02-29'],
    ['DATE', '', '000000', '0000-00-00'],
    ['TIME2', '00', '80c8b8', '12:34:56'],
    ['TIME2', '03', '7f3747 e12e', '-12:34:56.789'],
    ['TIME2', '06', '7fffff ffffff', '-00:00:00.000001'],
    ['TIME2', '00', '4b9105', '-838:59:59'],
    ['DATETIME2', '06', '99b2bac8b8 0c0a14', '2024-02-29 12:34:56.789012'],
    ['DATETIME2', '00', '8000000000', '0000-00-00 00:00:00'],
    ['TIMESTAMP2', '02', '65e07770 63', '2024-02-29 12:24:16.99'],
    ['TIMESTAMP2', '00', '00000000', '0000-00-00 00:00:00'],
    ['STRING', 'f701', '02', 2],
    ['STRING', 'f808', '0100000000000080', 9223372036854775809n],
  ])('%s (%s) %s is %s', (type, facts, value, expected) => expect(read(type, facts, value)).toEqual(expected));

  test('texts and bytes come as they are, by the length that their column can have', () => {
    expect(read('VARCHAR', 'ff00', '0268e9')).toEqual(hex('68e9'));
    expect(read('VARCHAR', '0001', '020068e9')).toEqual(hex('68e9'));
    expect(read('STRING', 'fe04', '0261 62')).toEqual(hex('6162'));
    // char(255) in utf8mb4 takes 1020 bytes: the upper bits of the length are in the type.
    expect(read('STRING', 'cefc', '0100 61')).toEqual(hex('61'));
    expect(read('BIT', '0201', '0201')).toEqual(hex('0201'));
    expect(read('BLOB', '02', '0300 616263')).toEqual(hex('616263'));
  });

  test('MariaDB’s compressed columns are inflated', () => {
    const content = Buffer.from('x'.repeat(300));
    const stored = Buffer.concat([hex('82 012c'), deflateSync(content)]);
    const value = Buffer.concat([hex(`${stored.length.toString(16).padStart(2, '0')}00`), stored]).toString('hex');
    expect(read('BLOB_COMPRESSED', '02', value)).toEqual(content);
    expect(read('VARCHAR_COMPRESSED', '0001', '0300 00 6162')).toEqual(hex('6162'));
  });

  test('an event that ends too early is refused', () => {
    expect(() => read('LONG', '', 'ffff')).toThrow(RangeError);
  });
});

const event = (type: number, body: string): Buffer => {
  const content = hex(body);
  const head = Buffer.alloc(19);
  head.writeUInt8(type, 4);
  head.writeUInt32LE(7, 5);
  head.writeUInt32LE(19 + content.length, 9);
  head.writeUInt32LE(1000, 13);
  return Buffer.concat([head, content]);
};

describe('events', () => {
  test('rows are read by the table map before them, what is left out being undefined', () => {
    const decoder = createBinlogDecoder('mysql', false);
    decoder.decode(event(19, '010000000000 0100 01 64 00 01 74 00 02 03 03 00 03'));
    const rows = decoder.decode(event(30, '010000000000 0100 0200 02 01 00 05000000'));
    expect(rows.kind === 'rows' && [rows.table.schema, rows.table.table, rows.rows()]).toEqual([
      'd',
      't',
      [{ before: null, after: [5, undefined] }],
    ]);
    expect([rows.header.start, rows.header.end, rows.header.serverId]).toEqual([1000 - 19 - 17, 1000, 7]);
  });

  test('GTIDs tell the moment of the first commit', () => {
    const body = `00 3e11fa4771ca11e19e33c80aa9429562 0600000000000000 02 ${'00'.repeat(16)} 40420f00000000`;
    expect(createBinlogDecoder('mysql', false).decode(event(33, body))).toMatchObject({
      kind: 'gtid',
      gtid: '3e11fa47-71ca-11e1-9e33-c80aa9429562:6',
      us: 1_000_000,
      begins: false,
    });
  });

  test('changes whose place the server does not tell have the last one that it told', () => {
    const decoder = createBinlogDecoder('mariadb', false);
    const untold = event(23, '010000000000 0100');
    untold.writeUInt32LE(0, 13);
    const placeOf = (packet: Buffer) => {
      const { start, end } = decoder.decode(packet).header;
      return [start, end];
    };
    expect(placeOf(event(162, '2a00000000000000 01000000 00'))).toEqual([968, 1000]);
    expect(placeOf(untold)).toEqual([968, 0]);
  });

  test('MariaDB’s GTIDs begin transactions, or stand alone', () => {
    const decoder = createBinlogDecoder('mariadb', false);
    expect(decoder.decode(event(162, '2a00000000000000 01000000 00'))).toMatchObject({ gtid: '1-7-42', begins: true });
    expect(decoder.decode(event(162, '2b00000000000000 01000000 01'))).toMatchObject({ gtid: '1-7-43', begins: false });
  });

  test.each([
    [26, /take a new snapshot/],
    [39, /binlog_row_value_options/],
    [40, /binlog_transaction_compression=OFF/],
    [42, /tagged GTIDs/],
  ])('of type %i, which cannot be read, are refused', (type, message) => {
    expect(() => createBinlogDecoder('mysql', false).decode(event(type, '00'))).toThrow(message);
  });
});

describe('statements of the log', () => {
  test.each([
    ['BEGIN', 'begin'],
    ["XA START X'61',X'',1", 'begin'],
    ['COMMIT', 'end'],
    ['ROLLBACK', 'end'],
    ['ROLLBACK TO `s`', 'other'],
    ['# Dummy event replacing event type 160', 'other'],
    ["XA COMMIT X'61',X'',1", 'other'],
    ['/* from app */ insert into t values (1)', 'change'],
    ['ALTER TABLE t ADD c int', 'definition'],
    ['/*!40000 ALTER TABLE `t` DISABLE KEYS */', 'definition'],
  ])('%j: %s', (sql, kind) => expect(statementKind(sql)).toBe(kind));

  test.each([
    ['INSERT INTO mysql.rds_heartbeat2(id, value) values (1,2)', 'mysql.rds_heartbeat2'],
    ['insert ignore `a``b` values (1)', 'd.a``b'],
    ['DELETE LOW_PRIORITY FROM `x`.`y z` WHERE 1', 'x.y z'],
    ['LOAD DATA INFILE 1', undefined],
  ])('%j changes %s', (sql, expected) => {
    const table = changedTable('d', sql);
    expect(table === undefined ? undefined : `${table.schema}.${table.table}`).toBe(expected);
  });
});
