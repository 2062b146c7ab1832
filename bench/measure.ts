/** What one row of the benchmark says; printed as a JSON line. */
export interface Measurement {
  readonly row: string;
  readonly records: number;
  readonly records_per_second: number;
  readonly cpu_seconds_per_million: number;
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Wall and CPU time (all threads of this process, system calls included) of moving `records` records. */
export const measure = async (row: string, records: number, move: () => Promise<void>): Promise<Measurement> => {
  const cpu = process.cpuUsage();
  const begin = process.hrtime.bigint();
  await move();
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return {
    row,
    records,
    records_per_second: Math.round(records / seconds),
    cpu_seconds_per_million: round((user + system) / records, 2),
  };
};
