import { defineSinkTask } from '../../../config/define-task.ts';
import { createClient, createClients } from '../client.ts';
import { mongoSinkConfig } from './config.ts';
import { createMongoSinkTask } from './sink-task.ts';

/** Follows `com.mongodb.kafka.connect.sink.MongoSinkTask`; connects with the first batch. */
export const mongoSinkTask = defineSinkTask(mongoSinkConfig, async (config, context) =>
  createMongoSinkTask(
    createClients(() => createClient(config, 'sink')),
    context,
  ),
);
