import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Probe } from './probes.ts';
import { startWatchdog } from './watchdog.ts';

export interface ProcessOptions {
  /** As a message names it: `Kafka 4.3.1`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Whom to run as; only root may choose. */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly logFile: string;
  readonly ready: Probe;
  readonly timeoutMs?: number;
  /** @default SIGTERM to stop, SIGKILL to kill */
  readonly signal?: NodeJS.Signals;
}

export interface RunningProcess {
  /** Asks it to end, and kills what is left after 30 seconds. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts a service in a process group of its own, waits until it is ready, and never lets it outlive this process. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const child = spawnLogged(options);
  const pid = child.pid;
  if (pid === undefined) throw await spawnFailure(options, child);
  const watchdog = startWatchdog('kill -9 -$1', String(pid));
  const end = async (signal: NodeJS.Signals) => {
    child.ref();
    await endGroup(child, pid, signal);
    watchdog.release();
  };
  try {
    await untilReady(options, child);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  child.unref();
  const { signal } = options;
  return { stop: () => end(signal ?? 'SIGTERM'), kill: () => end(signal ?? 'SIGKILL') };
}

function spawnLogged({ command, args, env, cwd, user, logFile }: ProcessOptions): ChildProcess {
  const log = openSync(logFile, 'w');
  try {
    return spawn(command, args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...env },
      ...(cwd !== undefined && { cwd }),
      ...user,
    });
  } finally {
    closeSync(log);
  }
}

async function spawnFailure({ name, command }: ProcessOptions, child: ChildProcess): Promise<Error> {
  const [cause] = await once(child, 'error');
  return new Error(`${name}: cannot run \`${command}\`: ${String(cause)}`);
}

async function untilReady(options: ProcessOptions, child: ChildProcess): Promise<void> {
  const { name, logFile, ready, timeoutMs = 90_000 } = options;
  const deadline = Date.now() + timeoutMs;
  while (!(await ready(await readFile(logFile, 'utf8')))) {
    const failure =
      describeFailure(child) ?? (Date.now() > deadline ? `is not ready after ${timeoutMs} ms` : undefined);
    if (failure !== undefined) throw new Error(`${name} ${failure}. The end of its log:\n${await tail(logFile)}`);
    await sleep(25);
  }
}

function describeFailure({ exitCode, signalCode }: ChildProcess): string | undefined {
  if (exitCode !== null) return `ended with exit code ${exitCode}`;
  return signalCode === null ? undefined : `was ended by ${signalCode}`;
}

async function tail(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
  return lines.slice(-40).join('\n');
}

async function endGroup(child: ChildProcess, pid: number, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    signalGroup(pid, signal);
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), 30_000);
    await exit;
    clearTimeout(timer);
  }
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
