import { describe, expect, it } from 'vitest';
import { createPaging, type OffsetMode } from '../../../lib/connectors/http/source/paging.ts';
import { responseJson } from '../../../lib/connectors/http/source/response-json.ts';

const paging = (mode: OffsetMode) =>
  createPaging({ mode, dataPointer: '/data', offsetPointer: '/at', nextPagePointer: '/next' });

const at = (offset: string, index = 0) => ({ offset, index });

describe('SIMPLE_INCREMENTING', () => {
  it('counts records', () => {
    const page = paging('SIMPLE_INCREMENTING')({ data: ['a', 'b'] }, at('7'));
    expect(page.records.map(({ place }) => place)).toEqual([at('7', 1), at('9')]);
    expect(page.next).toEqual(at('9'));
  });

  it('counts an object as one record', () => {
    expect(paging('SIMPLE_INCREMENTING')({ data: { a: 1 } }, at('7')).next).toEqual(at('8'));
  });

  it('goes on behind what was read of a page that is shorter now', () => {
    expect(paging('SIMPLE_INCREMENTING')({ data: ['a'] }, at('7', 3))).toMatchObject({ records: [], next: at('10') });
  });
});

describe('CHAINING', () => {
  it('goes on from each record’s own value', () => {
    const page = paging('CHAINING')({ data: [{ at: 5 }, { at: 9007199254740993n }] }, at('1'));
    expect(page.records.map(({ place }) => place)).toEqual([at('5'), at('9007199254740993')]);
  });

  it('tells records of the same value apart by their place in the page', () => {
    const page = paging('CHAINING')({ data: [{ at: 5 }, { at: 5 }, { at: 6 }] }, at('1'));
    expect(page.records.map(({ place }) => place)).toEqual([at('1', 1), at('5'), at('6')]);
  });

  it('asks the same again after an empty page', () => {
    expect(paging('CHAINING')({ data: [] }, at('5')).next).toEqual(at('5'));
  });

  it('fails where a record has no offset', () => {
    expect(() => paging('CHAINING')({ data: [{}] }, at('5'))).toThrow('A record has no text or number at /at');
  });
});

describe('CURSOR_PAGINATION', () => {
  it('goes to the next page at once', () => {
    const page = paging('CURSOR_PAGINATION')({ data: ['a', 'b'], next: 'n' }, at(''));
    expect(page).toMatchObject({ next: at('n'), hasMore: true });
    expect(page.records.map(({ place }) => place)).toEqual([at('', 1), at('n')]);
  });

  it.each([{}, { next: null }, { next: '' }])('stays on the last page, which says %j', (end) => {
    const page = paging('CURSOR_PAGINATION')({ data: ['a', 'b', 'c'], ...end }, at('n', 2));
    expect(page).toEqual({ records: [{ value: 'c', place: at('n', 3) }], next: at('n', 3), hasMore: false });
  });
});

it('rounds no number of an answer', () => {
  expect(responseJson('[1, 0.5, 9007199254740993, 1e2]')).toEqual([1, 0.5, 9007199254740993n, 100]);
  expect(String(responseJson('0.12345678901234567890'))).toBe('0.12345678901234567890');
  expect(() => responseJson('<html>')).toThrow('not JSON: <html>');
});
