import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Delivery } from './deliver-records.ts';

const script = fileURLToPath(new URL('deliver-records.ts', import.meta.url));

const start = (delivery: Delivery): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(delivery)], { stdio: ['ignore', 'pipe', 'pipe'] });

/** Lets a process deliver until it has committed so many records, then kills it at some moment of what it does next. */
const runUntil = async (delivery: Delivery, records: number): Promise<boolean> => {
  const child = start(delivery);
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = once(child, 'exit');
  if (child.stdout !== null)
    for await (const line of createInterface(child.stdout)) {
      if (Number(line) < records) continue;
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, Math.random() * 150))]);
      child.kill('SIGKILL');
      break;
    }
  const [code, signal] = await ended;
  if (code !== 0 && signal === null) throw new Error(`The delivery failed: ${errors}`);
  return code === 0;
};

/** Delivers what is left, in a new process. */
export const deliverRest = async (delivery: Delivery): Promise<void> => {
  await runUntil(delivery, Number.POSITIVE_INFINITY);
};

/** Delivers all records by processes that are killed so often. @returns how many were. */
export const deliverKilled = async (delivery: Delivery, kills: number): Promise<number> => {
  const all = delivery.partitions * delivery.recordsPerPartition;
  for (let kill = 1; kill <= kills; kill++) {
    const isDone = await runUntil(delivery, (all * kill) / (kills + 1));
    if (isDone) return kill - 1;
  }
  await deliverRest(delivery);
  return kills;
};
