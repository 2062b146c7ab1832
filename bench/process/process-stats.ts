import { readFileSync } from 'node:fs';

/** Linux counts a process' CPU time in hundredths of a second, wherever it runs. */
const TICKS_PER_SECOND = 100;

/** CPU time that a process has taken so far, all threads and system calls included. */
export const cpuSeconds = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may hold anything: state is field 3, utime 14, stime 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

/** The most memory that a process has held so far, in MiB. */
export const peakRssMib = (pid: number): number => {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kib === undefined) throw new Error(`process ${pid} tells no peak of memory`);
  return Number(kib) / 1024;
};
