import { defineSinkTask } from '../../../config/define-task.ts';
import { cassandraSinkConfig } from './config.ts';
import { connect } from './connect.ts';
import { frontOf } from './fronts/front-of.ts';
import { createCassandraSinkTask } from './sink-task.ts';

/** Follows `com.datastax.oss.kafka.sink.CassandraSinkTask`. */
export const cassandraSinkTask = defineSinkTask(cassandraSinkConfig, async (config, context) => {
  const settings = frontOf(config).settings(config, context.configs);
  return createCassandraSinkTask({ settings, connect: () => connect(settings.connection), context });
});
