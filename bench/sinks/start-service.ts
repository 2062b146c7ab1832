import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import type { ServiceName } from '../../test/services/catalogue.ts';

/** A service in a process of its own, by the tests' command, and what it says of itself, as `facts` wants it. */
export const startService = async <Facts extends v.GenericSchema>(name: ServiceName, facts: Facts) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/services/cli.ts', name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { facts: v.parse(facts, JSON.parse(String(line))), stop };
};
