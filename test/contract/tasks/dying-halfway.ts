import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { RetriableError } from '../../../lib/connect/errors.ts';

/** A sink of which a `put` may be made to store half of its records and then fail, as if the connection had been lost. */
export const dyingHalfway = (plugin: SinkTaskPlugin): { readonly task: SinkTaskPlugin; dieNext(): void } => {
  let isDying = false;
  return {
    dieNext: () => {
      isDying = true;
    },
    task: {
      kind: 'sink',
      start: async (raw, context) => {
        const started = await plugin.start(raw, context);
        return {
          ...started,
          put: async (records) => {
            if (!isDying) return started.put(records);
            isDying = false;
            await started.put(records.slice(0, records.length >> 1));
            throw new RetriableError('The connection is lost');
          },
        };
      },
    },
  };
};
