import { describe, expect, test } from 'vitest';
import { decodePgOutput, formatLsn, parseLsn } from '../../../lib/connectors/debezium/postgresql/pgoutput.ts';

const hex = (...parts: readonly string[]): Buffer => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');
const cString = (text: string): string => `${Buffer.from(text, 'utf8').toString('hex')}00`;
const value = (text: string): string => {
  const bytes = Buffer.from(text, 'utf8');
  return `74${bytes.length.toString(16).padStart(8, '0')}${bytes.toString('hex')}`;
};
const NULL = '6e';
const UNCHANGED = '75';
const KEY = '4b';
const OLD = '4f';
const NEW = '4e';

describe('messages of pgoutput', () => {
  test('begin and commit carry positions, and times since 1970', () => {
    expect(decodePgOutput(hex('42', '00000016 b374d848', '0000000000000001', '000002f0'))).toEqual({
      kind: 'begin',
      finalLsn: parseLsn('16/B374D848'),
      commitUs: 946_684_800_000_001,
      xid: 752,
    });
    expect(decodePgOutput(hex('43', '00', '0000000000000010', '0000000000000020', '0000000000000000'))).toEqual({
      kind: 'commit',
      commitLsn: 16,
      endLsn: 32,
      commitUs: 946_684_800_000_000,
    });
  });

  test('a relation names its columns; the catalog’s own schema comes as an empty name', () => {
    const column = hex('01', cString('id'), '00000017', 'ffffffff').toString('hex');
    expect(decodePgOutput(hex('52', '00004001', cString(''), cString('töpfe'), '64', '0001', column))).toEqual({
      kind: 'relation',
      oid: 16_385,
      schema: 'pg_catalog',
      table: 'töpfe',
      replicaIdentity: 'd',
      columns: [{ name: 'id', isKey: true, typeOid: 23, modifier: -1 }],
    });
  });

  test('a row has texts, nulls and values that were left out', () => {
    const row = `0003${value('é')}${NULL}${UNCHANGED}`;
    const after = ['é', null, undefined];
    expect(decodePgOutput(hex('49', '00000001', NEW, row))).toEqual({ kind: 'insert', relation: 1, after });
    expect(decodePgOutput(hex('55', '00000001', NEW, row))).toEqual({
      kind: 'update',
      relation: 1,
      before: null,
      after,
    });
    const key = `0001${value('1')}`;
    expect(decodePgOutput(hex('55', '00000001', KEY, key, NEW, row))).toMatchObject({ before: ['1'], after });
    expect(decodePgOutput(hex('44', '00000001', OLD, key))).toEqual({ kind: 'delete', relation: 1, before: ['1'] });
  });

  test('truncates, logical messages and origins', () => {
    expect(decodePgOutput(hex('54', '00000002', '00', '00000001', '00000002'))).toEqual({
      kind: 'truncate',
      relations: [1, 2],
    });
    expect(decodePgOutput(hex('4d', '01', '0000000000000005', cString('pre'), '00000002', '6869'))).toEqual({
      kind: 'message',
      transactional: true,
      lsn: 5,
      prefix: 'pre',
      content: Buffer.from('hi'),
    });
    expect(decodePgOutput(hex('4f', '0000000000000007', cString('node')))).toEqual({
      kind: 'origin',
      lsn: 7,
      name: 'node',
    });
  });

  test('what is not known is left alone', () => {
    expect(decodePgOutput(hex('59', '00'))).toEqual({ kind: 'other' });
  });

  test('positions are printed as PostgreSQL does', () => {
    for (const text of ['0/0', '16/B374D848', '1FFFFF/FFFFFFFF']) expect(formatLsn(parseLsn(text))).toBe(text);
  });
});
