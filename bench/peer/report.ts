import { median } from '../median.ts';
import type { Run } from '../process/measured-run.ts';

/** One turn of each side, one right after the other. */
export interface Pair {
  readonly ours: Run;
  readonly peer: Run;
}

/** What a row says of one of our modes; ratios are ours by the peer's, so less is better. Everything is a median. */
export interface PeerResult {
  readonly row: string;
  /** `floor` is a function that does what no sink's function can leave out, and nothing else. */
  readonly mode: 'function' | 'standalone' | 'floor';
  readonly pairs: number;
  readonly records: number;
  readonly cpu_ratio: number;
  readonly rss_ratio: number;
  readonly first_record_ratio: number;
  readonly ours_records_per_second: number;
  readonly peer_records_per_second: number;
  readonly ours_cpu_seconds_per_million: number;
  readonly peer_cpu_seconds_per_million: number;
  readonly ours_peak_rss_mib: number;
  readonly peer_peak_rss_mib: number;
  readonly ours_first_record_ms: number;
  readonly peer_first_record_ms: number;
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Ratios are taken within each pair, so that what slows the machine for a while slows both sides of it. */
export const peerResult = (
  { row, mode, records }: Pick<PeerResult, 'row' | 'mode' | 'records'>,
  pairs: readonly Pair[],
): PeerResult => {
  const ratio = (of: (run: Run) => number): number =>
    round(median(pairs.map(({ ours, peer }) => of(ours) / of(peer))), 3);
  const ours = (of: (run: Run) => number): number => median(pairs.map((pair) => of(pair.ours)));
  const peer = (of: (run: Run) => number): number => median(pairs.map((pair) => of(pair.peer)));
  const rate = (run: Run): number => run.recordsPerSecond;
  const cpu = (run: Run): number => run.cpuSecondsPerMillion;
  const rss = (run: Run): number => run.peakRssMib;
  const first = (run: Run): number => run.firstRecordMs;
  return {
    row,
    mode,
    pairs: pairs.length,
    records,
    cpu_ratio: ratio(cpu),
    rss_ratio: ratio(rss),
    first_record_ratio: ratio(first),
    ours_records_per_second: Math.round(ours(rate)),
    peer_records_per_second: Math.round(peer(rate)),
    ours_cpu_seconds_per_million: round(ours(cpu), 2),
    peer_cpu_seconds_per_million: round(peer(cpu), 2),
    ours_peak_rss_mib: Math.round(ours(rss)),
    peer_peak_rss_mib: Math.round(peer(rss)),
    ours_first_record_ms: Math.round(ours(first)),
    peer_first_record_ms: Math.round(peer(first)),
  };
};

const HEADINGS = ['row', 'mode', 'CPU', 'RSS', 'first', 'CPU s/M', 'MiB', 'first ms', 'records/s'];

const cells = (one: PeerResult): readonly string[] => [
  one.row,
  one.mode,
  one.cpu_ratio.toFixed(2),
  one.rss_ratio.toFixed(2),
  one.first_record_ratio.toFixed(2),
  `${one.ours_cpu_seconds_per_million} : ${one.peer_cpu_seconds_per_million}`,
  `${one.ours_peak_rss_mib} : ${one.peer_peak_rss_mib}`,
  `${one.ours_first_record_ms} : ${one.peer_first_record_ms}`,
  `${one.ours_records_per_second} : ${one.peer_records_per_second}`,
];

/** The results for reading: ratios first, then ours and the peer's. */
export const peerTable = (results: readonly PeerResult[]): string => {
  const rows = [HEADINGS, ...results.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
