import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

const facts = v.pipe(v.string(), v.parseJson(), v.object({ bootstrapServers: v.string() }));

/**
 * A broker for the benchmark, started by the tests' own command in a process of its own: what is measured is this one.
 */
export const startBroker = async (): Promise<{ readonly bootstrapServers: string; stop(): Promise<void> }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/services/cli.ts', 'kafka'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const died = once(child, 'exit').then(() => {
    throw new Error('the broker did not start');
  });
  const [line] = await Promise.race([once(lines, 'line'), died]);
  died.catch(() => undefined);
  return {
    bootstrapServers: v.parse(facts, line).bootstrapServers,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};
