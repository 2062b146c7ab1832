import { createHash } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';

const MIB = 1024 * 1024;
const ROUNDS = 256;

/** What the machine is that measures: others can say from this how theirs compares. */
export const calibrate = () => {
  const block = new Uint8Array(MIB);
  const begin = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) createHash('sha256').update(block).digest();
  const { user, system } = process.cpuUsage(begin);
  return {
    node: process.version,
    cores: availableParallelism(),
    /** How many processes wanted to run, before there was any work of ours. */
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    sha256MiBPerCpuSecond: Math.round((ROUNDS * 1e6) / (user + system)),
  };
};
