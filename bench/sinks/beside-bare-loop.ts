import { type Measurement, measure } from '../measure.ts';
import { BATCH } from './records.ts';

/** Taken in turns, after one to warm up, so that what else the machine does counts for both. */
const ROUNDS = 9;

export interface SinkBench {
  readonly name: string;
  /** Our task takes a batch of `sinkRecords`, flushed. */
  put(): Promise<unknown>;
  /** What one would write by hand on the same driver, for the same records and the same guarantee. */
  bareLoop(): Promise<unknown>;
}

interface ComparedSink {
  readonly row: string;
  readonly records: number;
  readonly records_per_second: number;
  readonly bare_records_per_second: number;
  /** Of records a second; the median over the rounds. */
  readonly ratio: number;
  readonly cpu_seconds_per_million: number;
  readonly bare_cpu_seconds_per_million: number;
}

const middle = <T>(values: readonly T[], by: (value: T) => number): T => {
  const found = values.toSorted((a, b) => by(a) - by(b))[values.length >> 1];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
};

/** Our sink and a bare loop in turns, `total` records in all for each. */
export const besideBareLoop = async ({ name, put, bareLoop }: SinkBench, total: number): Promise<ComparedSink> => {
  const batches = Math.max(1, Math.ceil(total / BATCH / ROUNDS));
  const repeat = (work: () => Promise<unknown>) => async (): Promise<void> => {
    for (let batch = 0; batch < batches; batch += 1) await work();
  };
  const rounds: Array<readonly [ours: Measurement, bare: Measurement]> = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    rounds.push([
      await measure(name, batches * BATCH, repeat(put)),
      await measure(name, batches * BATCH, repeat(bareLoop)),
    ]);
  const ratio = (round: readonly [Measurement, Measurement]): number =>
    round[0].records_per_second / round[1].records_per_second;
  const [ours, bare] = middle(rounds.slice(1), ratio);
  return {
    row: name,
    records: batches * BATCH * ROUNDS,
    records_per_second: ours.records_per_second,
    bare_records_per_second: bare.records_per_second,
    ratio: Number(ratio([ours, bare]).toFixed(2)),
    cpu_seconds_per_million: ours.cpu_seconds_per_million,
    bare_cpu_seconds_per_million: bare.cpu_seconds_per_million,
  };
};
