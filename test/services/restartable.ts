import type { Lifecycle } from './lifecycle.ts';
import type { RunningProcess } from './process.ts';

/** Starts a process, and keeps how: `restart` does the same again, and `stop` cleans up after the last one. */
export async function startRestartable(
  start: () => Promise<RunningProcess>,
  cleanUp: () => Promise<void>,
): Promise<Lifecycle> {
  let running: RunningProcess | undefined = await start();
  const end = async (how: 'stop' | 'kill') => {
    const ending = running;
    running = undefined;
    await ending?.[how]();
  };
  return {
    stop: async () => {
      await end('stop');
      await cleanUp();
    },
    kill: () => end('kill'),
    restart: async () => {
      await end('stop');
      running = await start();
    },
  };
}
