import { defineSourceTask } from '../../../config/define-task.ts';
import { asError, ConnectError } from '../../../connect/errors.ts';
import { createClient, createClients } from '../client.ts';
import { failureOf, isPassing } from '../failures.ts';
import { mongoSourceConfig } from './config.ts';
import { createSettings } from './settings.ts';
import { positionOf } from './source-offset.ts';
import { createMongoSourceTask } from './source-task.ts';

/** Follows `com.mongodb.kafka.connect.source.MongoSourceTask`. */
export const mongoSourceTask = defineSourceTask(mongoSourceConfig, async (config, context) => {
  const settings = createSettings(config, context.configs);
  const stored = positionOf(await context.offsetStorageReader.offset(settings.partition));
  const clients = createClients(() => createClient(config, 'source'));
  try {
    await clients.get().connect();
  } catch (error) {
    await clients.discard();
    // A wrong address or right shows at once; a deployment that is away for a while is waited for once the source has run.
    if (stored === null || !isPassing(error)) {
      throw new ConnectError(`Failed to start MongoDB source task: ${failureOf(error).message}`, { cause: error });
    }
    context.log.warn('MongoDB is out of reach and is tried again', { cause: asError(error).message });
  }
  return createMongoSourceTask({ clients, settings, log: context.log, now: Date.now }, stored);
});
