import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds, peakRssMib } from './process-stats.ts';

/** A process to measure. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** How far a run has come, seen from outside the process. */
export interface Progress {
  /** Records that have arrived. */
  records(): Promise<number>;
  close(): Promise<void>;
}

/** What one life of a process showed. */
export interface Run {
  readonly recordsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
  readonly peakRssMib: number;
  readonly firstRecordMs: number;
}

const LOOK_EVERY_MS = 5;
const GIVE_UP_AFTER_MS = 180_000;
/** Both sides compile as they run: what is measured begins behind this part of the records. */
const WARM_UP_SHARE = 0.3;

interface Mark {
  readonly records: number;
  readonly at: number;
  readonly cpu: number;
}

interface Started {
  readonly pid: number;
  hasEnded(): boolean;
  /** SIGTERM; resolves when it is gone. */
  end(): Promise<void>;
}

export const startCommand = async ({ command, args, env, logFile }: Command): Promise<Started> => {
  const log = openSync(logFile, 'w');
  const child = spawn(command, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
  closeSync(log);
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error(`${command} has no process id`);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return { pid: child.pid, hasEnded, end: () => end(child) };
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await exit;
  clearTimeout(timer);
};

const follow = async ({ pid, hasEnded }: Started, began: number, progress: Progress, total: number) => {
  let first: number | undefined;
  let warm: Mark | undefined;
  for (;;) {
    if (hasEnded()) throw new Error('the process ended before its work');
    const records = await progress.records();
    const at = performance.now();
    if (records > 0) first ??= at - began;
    if (records >= total * WARM_UP_SHARE) warm ??= { records, at, cpu: cpuSeconds(pid) };
    if (warm !== undefined && records >= total)
      return { first: first ?? 0, warm, last: { records, at, cpu: cpuSeconds(pid) }, peak: peakRssMib(pid) };
    if (at - began > GIVE_UP_AFTER_MS) throw new Error(`${records} of ${total} records after ${GIVE_UP_AFTER_MS} ms`);
    await sleep(LOOK_EVERY_MS);
  }
};

/** Runs a process from its start until that many records have arrived, then ends it and checks that none is missing. */
export const measuredRun = async (command: Command, progress: Progress, total: number): Promise<Run> => {
  const began = performance.now();
  const started = await startCommand(command);
  try {
    const { first, warm, last, peak } = await follow(started, began, progress, total);
    await started.end();
    const arrived = await progress.records();
    if (arrived !== total) throw new Error(`${arrived} records arrived instead of ${total}`);
    const moved = last.records - warm.records;
    return {
      recordsPerSecond: (moved / (last.at - warm.at)) * 1000,
      cpuSecondsPerMillion: ((last.cpu - warm.cpu) / moved) * 1e6,
      peakRssMib: peak,
      firstRecordMs: first,
    };
  } catch (error) {
    throw new Error(`${command.logFile} says:\n${readFileSync(command.logFile, 'utf8').slice(-4000)}`, {
      cause: error,
    });
  } finally {
    await started.end();
    await progress.close();
  }
};
