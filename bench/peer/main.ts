import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../infra/bundle.ts';
import { createResults } from '../results.ts';
import { createPairs } from './pairs.ts';
import { type PeerResult, peerResult, peerTable } from './report.ts';
import { peerRows } from './rows.ts';
import { openWorld } from './world.ts';

/** Records a row; those of 1 KiB are half as many. */
const RECORDS = Number(process.env.BENCH_RECORDS ?? 200_000);
const PAIRS = Number(process.env.BENCH_PAIRS ?? 5);
/** A pattern of the rows' names, for a few of them; then what was kept of all rows stays. */
const ROWS = process.env.BENCH_ROWS;

bundle();
const results = createResults<PeerResult>('peer');
const directory = await mkdtemp(join(tmpdir(), 'bench-peer-'));
const world = await openWorld(directory, RECORDS);
try {
  const measurePairs = createPairs(world, PAIRS);
  for (const row of peerRows(new RegExp(ROWS ?? ''))) {
    const { records, pairs } = await measurePairs(row);
    for (const mode of ['function', 'standalone', 'floor'] as const)
      if (pairs[mode].length > 0) results.add(peerResult({ row: row.name, mode, records }, pairs[mode]));
    if (ROWS === undefined) results.keep();
  }
  process.stdout.write(`\n${peerTable(results.lines())}\n`);
} finally {
  await world.close();
  await rm(directory, { recursive: true, force: true });
}
