import { defineSourceTask } from '../../../config/define-task.ts';
import type { ReadSettings } from '../column-reader.ts';
import type { Isolation } from '../dialect.ts';
import { loadDialect } from '../load-dialect.ts';
import { openSession } from '../open-session.ts';
import { sessionSettings } from '../session-settings.ts';
import { createSessions } from '../sessions.ts';
import { createQuoting } from '../table-id.ts';
import { timeZone } from '../time-zone.ts';
import { type JdbcSourceTaskConfig, jdbcSourceTaskConfig } from './config.ts';
import { createQueryFailures } from './failures.ts';
import { interruptible } from './interruptible.ts';
import { createPoller } from './poller.ts';
import { createTargets } from './targets.ts';

const MAX_LINGER_MS = 1_000;

const readSettings = (config: JdbcSourceTaskConfig): ReadSettings => ({
  numericMapping: config['numeric.mapping'] ?? (config['numeric.precision.mapping'] ? 'precision_only' : 'none'),
  granularity: config['timestamp.granularity'],
  dates: { zone: timeZone(config['db.timezone']), calendar: config['date.calendar.system'] },
});

const isolationOf = (config: JdbcSourceTaskConfig): Isolation => {
  const isolation = config['transaction.isolation.mode'];
  return isolation === 'SQL_SERVER_SNAPSHOT' ? 'DEFAULT' : isolation;
};

/** Follows `io.confluent.connect.jdbc.source.JdbcSourceTask`. */
export const jdbcSourceTask = defineSourceTask(
  jdbcSourceTaskConfig,
  async (config, { configs, log, offsetStorageReader }) => {
    const connection = sessionSettings(config, configs, {
      isolation: isolationOf(config),
      dates: readSettings(config).dates,
      mayCreate: false,
    });
    const dialect = await loadDialect(connection.url);
    const now = Date.now;
    const sessions = createSessions((signal) =>
      openSession(dialect, connection, {
        attempts: config['connection.attempts'],
        backoffMs: config['connection.backoff.ms'],
        log,
        ...(signal !== undefined && { signal }),
      }),
    );
    const quoteMethod = config['sql.quote.identifiers'] ? config['quote.sql.identifiers'] : 'never';
    const targets = await createTargets({
      config,
      quote: dialect.quote,
      quoting: createQuoting(dialect.quote, quoteMethod),
      read: readSettings(config),
      offsets: offsetStorageReader,
      log,
      now,
    });
    const failures = createQueryFailures(
      dialect,
      config['query.retry.attempts'],
      config['query.masked']?.value() !== '',
    );
    const poll = createPoller({
      targets,
      failures,
      session: sessions.get,
      discardSession: sessions.discard,
      lingerMs: Math.min(config['poll.linger.ms'], MAX_LINGER_MS),
      now,
      log,
    });
    // So that a wrong address fails the start, as in the original.
    await sessions.get();
    return { poll: interruptible(poll), stop: sessions.discard };
  },
);
