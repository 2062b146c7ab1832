import { countEvents } from '../../worker/read-events.ts';
import { waitFor } from '../../worker/worker-process.ts';

const QUIET_MS = 1000;
const LOOK_EVERY_MS = 200;

/**
 * Looks whenever no records have come for a while to the topics that begin so: reading large topics again and again would take
 * the time of the machine that does the work.
 */
export const onceQuiet = <T>(
  what: string,
  bootstrapServers: string,
  prefix: string,
  { look, timeoutMs }: { look(): Promise<T | undefined | false>; readonly timeoutMs: number },
): Promise<T> => {
  let known = { count: -1, since: 0 };
  const lookWhenQuiet = async (): Promise<T | undefined | false> => {
    const count = await countEvents(bootstrapServers, prefix);
    if (count !== known.count) known = { count, since: Date.now() };
    return Date.now() - known.since >= QUIET_MS && look();
  };
  return waitFor(what, lookWhenQuiet, timeoutMs, LOOK_EVERY_MS);
};
