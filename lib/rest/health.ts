import { setTimeout as delay } from 'node:timers/promises';
import type { Herder } from '../herder/herder.ts';
import type { RestOptions } from './rest-options.ts';

/** How a worker is; follows `org.apache.kafka.connect.runtime.rest.entities.WorkerStatus`, whose words these are. */
const HEALTHS = {
  healthy: 'Worker has completed startup and is ready to handle requests.',
  starting: 'Worker is still starting up.',
  unhealthy: 'Worker was unable to handle this request and may be unable to handle other requests.',
} as const;

interface Health {
  readonly status: keyof typeof HEALTHS;
  readonly message: string;
}

const TIMEOUT_MS = 10_000;

const health = (status: Health['status'], details = ''): Health => ({
  status,
  message: `${HEALTHS[status]}${details}`,
});

/** What goes wrong with the check is told to the log, not to whoever asks: it may name what is behind the worker. */
const problem = async (check: () => Promise<void>, { healthTimeoutMs = TIMEOUT_MS, onError }: RestOptions) => {
  const checked = new AbortController();
  const late = delay(healthTimeoutMs, ` The tables did not answer within ${healthTimeoutMs} ms.`, {
    signal: checked.signal,
  }).catch(() => undefined);
  const failed = check().then(
    () => undefined,
    (error: unknown) => {
      onError?.(error);
      return ' The tables cannot be used.';
    },
  );
  const found = await Promise.race([failed, late]);
  checked.abort();
  return found;
};

/** Whether the worker is well (KIP-1017): it has started, and its tables answer in time. */
export const workerHealth = async (herder: Pick<Herder, 'healthCheck'>, options: RestOptions): Promise<Health> => {
  if (options.isReady?.() === false) return health('starting');
  const found = await problem(() => herder.healthCheck(), options);
  return found === undefined ? health('healthy') : health('unhealthy', found);
};
