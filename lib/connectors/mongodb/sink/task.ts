import { defineSinkTask } from '../../../config/define-task.ts';
import { createClient } from '../client.ts';
import { mongoSinkConfig } from './config.ts';
import { createMongoSinkTask } from './sink-task.ts';

/** Follows `com.mongodb.kafka.connect.sink.MongoSinkTask`; connects with the first batch. */
export const mongoSinkTask = defineSinkTask(mongoSinkConfig, async (config, context) =>
  createMongoSinkTask(createClient(config, 'sink'), context),
);
