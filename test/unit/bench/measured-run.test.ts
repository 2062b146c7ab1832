import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measuredRun } from '../../../bench/process/measured-run.ts';
import { linesOf } from '../../../bench/process/progress.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bench-test-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** A process that writes lines and, if it is to stay, waits to be ended. */
const run = (script: string, total: number) => {
  const file = join(directory, 'out');
  const source = `const { appendFileSync } = require('node:fs'); const write = (n) => appendFileSync(${JSON.stringify(file)}, 'x\\n'.repeat(n)); ${script}`;
  const command = { command: process.execPath, args: ['-e', source], env: {}, logFile: join(directory, 'log') };
  return measuredRun(command, linesOf(file), total);
};

const STAY = 'setInterval(() => {}, 1000);';

test('a run is measured from its first record to its last', async () => {
  const { firstRecordMs, recordsPerSecond, cpuSecondsPerMillion, peakRssMib } = await run(
    `let left = 100; const timer = setInterval(() => { write(100); if (--left === 0) clearInterval(timer); }, 1); ${STAY}`,
    10_000,
  );
  expect(firstRecordMs).toBeGreaterThan(0);
  expect(recordsPerSecond).toBeGreaterThan(0);
  expect(cpuSecondsPerMillion).toBeGreaterThanOrEqual(0);
  expect(peakRssMib).toBeGreaterThan(10);
});

test('a run that ends early fails with what it has logged', async () => {
  await expect(run(`write(5); console.log('out of luck'); process.exit(1)`, 10)).rejects.toThrow('out of luck');
});

test('a run that brings a record twice fails', async () => {
  const cause = expect.objectContaining({ message: '11 records arrived instead of 10' });
  await expect(run(`write(11); ${STAY}`, 10)).rejects.toMatchObject({ cause });
});
