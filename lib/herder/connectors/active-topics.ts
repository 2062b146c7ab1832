import { ForbiddenError } from '../errors.ts';
import type { Herder } from '../herder.ts';
import type { HerderContext } from '../herder-context.ts';
import { exists } from './connector-info.ts';

type ActiveTopics = Pick<Herder, 'connectorActiveTopics' | 'resetConnectorActiveTopics'>;

/** The topics that connectors have used (KIP-558). */
export const createActiveTopics = ({ storage: { configs, statuses }, config }: HerderContext): ActiveTopics => {
  const requireTracking = (): void => {
    if (!config['topic.tracking.enable']) throw new ForbiddenError('Topic tracking is disabled.');
  };
  return {
    connectorActiveTopics: async (name) => {
      requireTracking();
      // Those of a deleted connector may still be there, until the reconciler comes.
      if (!exists(await configs.connector(name))) return [];
      const topics = await statuses.topics(name);
      return [...new Set(topics.map(({ topic }) => topic))].sort();
    },
    resetConnectorActiveTopics: async (name) => {
      requireTracking();
      if (!config['topic.tracking.allow.reset']) throw new ForbiddenError('Topic tracking reset is disabled.');
      await statuses.resetTopics(name);
    },
  };
};
