import { defineSourceTask } from '../../../config/define-task.ts';
import { Password } from '../../../connect/password.ts';
import type { ReadSettings } from '../column-reader.ts';
import type { Dialect, Isolation, Session, SessionSettings } from '../dialect.ts';
import { parseJdbcUrl, type Subprotocol } from '../jdbc-url.ts';
import { openSession } from '../open-session.ts';
import { createQuoting } from '../table-id.ts';
import { timeZone } from '../time-zone.ts';
import { type JdbcSourceTaskConfig, jdbcSourceTaskConfig } from './config.ts';
import { createQueryFailures } from './failures.ts';
import { interruptible } from './interruptible.ts';
import { createPoller } from './poller.ts';
import { createTargets } from './targets.ts';

const MAX_LINGER_MS = 1_000;

/** Each driver is loaded by the tasks that need it. */
const DIALECTS: Readonly<Record<Subprotocol, () => Promise<Dialect>>> = {
  postgresql: async () => (await import('../dialects/postgresql.ts')).postgresql,
  mysql: async () => (await import('../dialects/mysql.ts')).mysqlDialect,
  mariadb: async () => (await import('../dialects/mysql.ts')).mysqlDialect,
  sqlite: async () => (await import('../dialects/sqlite.ts')).sqlite,
};

const readSettings = (config: JdbcSourceTaskConfig): ReadSettings => ({
  numericMapping: config['numeric.mapping'] ?? (config['numeric.precision.mapping'] ? 'precision_only' : 'none'),
  granularity: config['timestamp.granularity'],
  dates: { zone: timeZone(config['db.timezone']), calendar: config['date.calendar.system'] },
});

const isolationOf = (config: JdbcSourceTaskConfig): Isolation => {
  const isolation = config['transaction.isolation.mode'];
  return isolation === 'SQL_SERVER_SNAPSHOT' ? 'DEFAULT' : isolation;
};

const sessionSettings = (config: JdbcSourceTaskConfig): SessionSettings => {
  const url = parseJdbcUrl(config['connection.url']);
  return {
    url,
    user: config['connection.user'] ?? url.user,
    password: config['connection.password'] ?? (url.password === null ? null : new Password(url.password)),
    isolation: isolationOf(config),
    dates: readSettings(config).dates,
  };
};

/** Keeps at most one connection. */
const createSessions = (open: (signal?: AbortSignal) => Promise<Session>) => {
  let current: Session | null = null;
  return {
    get: async (signal?: AbortSignal): Promise<Session> => {
      current ??= await open(signal);
      return current;
    },
    discard: async (): Promise<void> => {
      const session = current;
      current = null;
      await session?.close();
    },
  };
};

/** Follows `io.confluent.connect.jdbc.source.JdbcSourceTask`; the only one to load drivers. */
export const jdbcSourceTask = defineSourceTask(jdbcSourceTaskConfig, async (config, { log, offsetStorageReader }) => {
  const connection = sessionSettings(config);
  const dialect = await DIALECTS[connection.url.subprotocol]();
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
  const failures = createQueryFailures(dialect, config['query.retry.attempts'], config['query.masked']?.value() !== '');
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
});
