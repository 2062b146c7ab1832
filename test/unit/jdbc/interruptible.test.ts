import { expect, test } from 'vitest';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { Dialect, Session, SessionSettings } from '../../../lib/connectors/jdbc/dialect.ts';
import { parseJdbcUrl } from '../../../lib/connectors/jdbc/jdbc-url.ts';
import { openSession } from '../../../lib/connectors/jdbc/open-session.ts';
import { createQueryFailures } from '../../../lib/connectors/jdbc/source/failures.ts';
import { interruptible } from '../../../lib/connectors/jdbc/source/interruptible.ts';
import type { Querier } from '../../../lib/connectors/jdbc/source/querier.ts';
import { timeZone } from '../../../lib/connectors/jdbc/time-zone.ts';

const { signal } = new AbortController();

test('what an interrupted poll fetched belongs to the next one', async () => {
  let deliver = (_found: string | null) => {};
  let polls = 0;
  const poll = interruptible<string>(() => {
    polls += 1;
    return new Promise((resolve) => {
      deliver = resolve;
    });
  });
  const controller = new AbortController();
  const first = poll(controller.signal);
  controller.abort();
  expect(await first).toBeNull();
  expect(await poll(controller.signal)).toBeNull();
  deliver('rows');
  expect(await poll(signal)).toBe('rows');
  expect(polls).toBe(1);
  const third = poll(signal);
  deliver(null);
  expect(await third).toBeNull();
  expect(polls).toBe(2);
});

const settings: SessionSettings = {
  url: parseJdbcUrl('jdbc:postgresql://h/db?password=secret'),
  user: null,
  password: null,
  isolation: 'DEFAULT',
  dates: { zone: timeZone('UTC'), calendar: 'LEGACY' },
  mayCreate: false,
};
const dialect = (connect: Dialect['connect'], failureOf: Dialect['failureOf'] = () => 'passing'): Dialect => ({
  quote: '"',
  placeholder: () => '?',
  connect,
  failureOf,
});

test('connects as often as configured, then says where and why', async () => {
  let attempts = 0;
  const failing = dialect(async () => {
    attempts += 1;
    throw new AggregateError([new Error('refused ::1'), new Error('refused 127.0.0.1')]);
  });
  const open = openSession(failing, settings, { attempts: 3, backoffMs: 0, log: silentLogger });
  await expect(open).rejects.toThrow(
    new ConnectError('Failed to connect to postgresql://h:5432/db: refused ::1; refused 127.0.0.1'),
  );
  expect(attempts).toBe(3);
});

test('waiting to connect again ends with the signal', async () => {
  const failing = dialect(async (): Promise<Session> => Promise.reject(new Error('down')));
  const controller = new AbortController();
  const open = openSession(failing, settings, {
    attempts: 9,
    backoffMs: 60_000,
    log: silentLogger,
    signal: controller.signal,
  });
  controller.abort();
  await expect(open).rejects.toHaveProperty('name', 'AbortError');
});

test('passing failures of a query are retriable, as often in a row as configured', () => {
  const querier: Querier = {
    target: {
      kind: 'table',
      name: 'public.t',
      select: '',
      topic: 't',
      schemaName: 't',
      columnNames: { incrementing: null, timestamps: [] },
      partition: {},
      formerPartition: null,
    },
    dueAt: () => 0,
    isRunning: () => false,
    start: async () => {},
    next: async () => [],
    reset: () => {},
  };
  const down = new Error('connection lost');
  const failures = createQueryFailures(
    dialect(async () => Promise.reject(down)),
    2,
    false,
  );
  expect(failures.failure(down, querier)).toEqual(new RetriableError('Failed to query public.t: connection lost'));
  failures.succeeded(querier);
  expect(failures.failure(down, querier)).toBeInstanceOf(RetriableError);
  const last = failures.failure(down, querier);
  expect(last).not.toBeInstanceOf(RetriableError);
  expect(last.message).toBe('Failed to query table after retries. Failed to query public.t: connection lost');
  const wrong = createQueryFailures(
    dialect(
      async () => Promise.reject(down),
      () => 'permanent',
    ),
    -1,
    true,
  );
  expect(wrong.failure(down, querier)).toEqual(new ConnectError('Failed to query public.t'));
});
