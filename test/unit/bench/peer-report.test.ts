import { describe, expect, test } from 'vitest';
import { median } from '../../../bench/median.ts';
import { peerResult, peerTable } from '../../../bench/peer/report.ts';
import { peerRows } from '../../../bench/peer/rows.ts';

const run = (scale: number) => ({
  recordsPerSecond: 100_000 * scale,
  cpuSecondsPerMillion: 2 * scale,
  peakRssMib: 100 * scale,
  firstRecordMs: 500 * scale,
});

test.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});

test('no values have no median', () => {
  expect(() => median([])).toThrow(RangeError);
});

describe('the result of a row', () => {
  const row = { row: 'sink string 100 B', mode: 'function', records: 10 } as const;

  test('takes ratios within pairs, so that what slows a whole pair does not count', () => {
    const pairs = [
      { ours: run(1), peer: run(4) },
      { ours: run(10), peer: run(40) },
      { ours: run(3), peer: run(4) },
    ];
    expect(peerResult(row, pairs)).toEqual({
      ...row,
      pairs: 3,
      cpu_ratio: 0.25,
      rss_ratio: 0.25,
      first_record_ratio: 0.25,
      ours_records_per_second: 300_000,
      peer_records_per_second: 400_000,
      ours_cpu_seconds_per_million: 6,
      peer_cpu_seconds_per_million: 8,
      ours_peak_rss_mib: 300,
      peer_peak_rss_mib: 400,
      ours_first_record_ms: 1500,
      peer_first_record_ms: 2000,
    });
  });

  test('is a line of the table, with ours before the peer’s', () => {
    const [headings, line] = peerTable([peerResult(row, [{ ours: run(1), peer: run(4) }])]).split('\n');
    expect(headings?.split(/ {2,}/)).toEqual([
      'row',
      'mode',
      'CPU',
      'RSS',
      'first',
      'CPU s/M',
      'MiB',
      'first ms',
      'records/s',
    ]);
    expect(line?.split(/ {2,}/)).toEqual([
      'sink string 100 B',
      'function',
      '0.25',
      '0.25',
      '0.25',
      '2 : 8',
      '100 : 400',
      '500 : 2000',
      '100000 : 400000',
    ]);
  });
});

test('rows are every way, converter, size and chain once, and a pattern picks from them', () => {
  const names = peerRows(/(?:)/).map(({ name }) => name);
  expect(new Set(names).size).toBe(2 * 3 * 2 * 2);
  expect(peerRows(/^sink json 1 KiB/).map(({ name }) => name)).toEqual([
    'sink json 1 KiB',
    'sink json 1 KiB, 3 transformations',
  ]);
});
