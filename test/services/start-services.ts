import { availableParallelism } from 'node:os';
import type { ServiceName } from './catalogue.ts';
import type { Stoppable } from './lifecycle.ts';

/**
 * Starts services side by side, as many at a time as there are processors: a start is work for one of them. When one
 * fails the others are stopped.
 */
export async function startServices(
  names: readonly ServiceName[],
  start: (name: ServiceName) => Promise<Stoppable>,
): Promise<Stoppable> {
  const queue = [...names];
  const started: Stoppable[] = [];
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) started.push(await start(name));
  };
  const stop = async () => void (await Promise.allSettled(started.map((service) => service.stop())));
  const outcomes = await Promise.allSettled(Array.from({ length: availableParallelism() }, worker));
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (errors.length === 0) return { stop };
  await stop();
  throw new AggregateError(errors, errors.map(String).join('\n'));
}
