import { defineSinkTask } from '../../../config/define-task.ts';
import { loadDialect } from '../load-dialect.ts';
import { openSession } from '../open-session.ts';
import { sessionSettings } from '../session-settings.ts';
import { createSessions } from '../sessions.ts';
import { jdbcSinkConfig } from './config.ts';
import { parseSettings } from './parse-settings.ts';
import { createJdbcSinkTask } from './sink-task.ts';

/** Follows `io.confluent.connect.jdbc.sink.JdbcSinkTask`; connects with the first batch, as that does. */
export const jdbcSinkTask = defineSinkTask(jdbcSinkConfig, async (config, context) => {
  const settings = parseSettings(config, context.configs);
  const user = config['connection.username'] ?? config['connection.user'];
  const connection = sessionSettings({ ...config, 'connection.user': user }, context.configs, {
    isolation: 'DEFAULT',
    dates: settings.dates,
    mayCreate: true,
  });
  const dialect = await loadDialect(connection.url);
  const sessions = createSessions(() =>
    openSession(dialect, connection, {
      attempts: config['connection.attempts'],
      backoffMs: config['connection.backoff.ms'],
      log: context.log,
    }),
  );
  return createJdbcSinkTask({ settings, subprotocol: connection.url.subprotocol, dialect, sessions, context });
});
