import type { Herder } from './herder.ts';
import type { HerderContext } from './herder-context.ts';

/** Asked for only to see whether anybody answers. */
const NO_CONNECTOR = '.';

/** A worker that cannot reach its tables can do nothing: it asks each of them for something small. */
export const createHealthCheck = ({ storage }: Pick<HerderContext, 'storage'>): Pick<Herder, 'healthCheck'> => ({
  healthCheck: async () => {
    await Promise.all([
      storage.configs.connector(NO_CONNECTOR),
      storage.statuses.status(NO_CONNECTOR),
      storage.offsets.get(NO_CONNECTOR, [{}]),
    ]);
  },
});
