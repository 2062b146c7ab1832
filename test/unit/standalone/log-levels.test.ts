import { expect, test } from 'vitest';
import { createLoggerTree } from '../../../lib/observability/logger-tree.ts';
import { createLoggers } from '../../../lib/rest/loggers.ts';
import { taskLog } from '../../../lib/runtime/task-runtime.ts';
import { applyLogLevel } from '../../../lib/standalone/log-levels.ts';

/** Loggers of a worker, with what they write and the levels as REST sets them. */
const given = () => {
  const lines: string[] = [];
  const tree = createLoggerTree({ level: 'INFO', write: (line) => lines.push(line.replace(/^\[.*?\] /, '').trim()) });
  const rest = createLoggers({ now: () => 0, onChange: applyLogLevel(tree) });
  return { lines, tree, rest };
};

test('the level that is set for root is that of all', () => {
  const { lines, tree, rest } = given();
  const log = tree.logger('a.b');
  log.debug('hidden');
  rest.setLevel('root', 'DEBUG');
  log.debug('shown', { password: 'x'.length });
  rest.setLevel('root', 'OFF');
  log.warn('hidden again');
  expect(lines).toEqual(['DEBUG shown password=1 (a.b)']);
});

test('a level is that of the logger and of those below it, not of its neighbours', () => {
  const { lines, tree, rest } = given();
  const [task, other] = [tree.logger('io.jdbc.Task'), tree.logger('io.jdbcx.Task')];
  rest.setLevel('io.jdbc', 'debug');
  task.debug('shown');
  other.debug('hidden');
  tree.logger('io.jdbc.Later').debug('shown, too');
  expect(lines).toEqual(['DEBUG shown (io.jdbc.Task)', 'DEBUG shown, too (io.jdbc.Later)']);
});

test('what was set above last counts more than what was set below before', () => {
  const { lines, tree, rest } = given();
  const log = tree.logger('a.b.c');
  rest.setLevel('a.b.c', 'DEBUG');
  rest.setLevel('a', 'ERROR');
  log.warn('hidden');
  rest.setLevel('a.b', 'WARN');
  log.warn('shown');
  rest.setLevel('root', 'ERROR');
  log.warn('hidden again');
  expect(lines).toEqual(['WARN shown (a.b.c)']);
});

test('a task logs as its class', () => {
  const { lines, tree, rest } = given();
  const runtime = { log: tree.logger('runtime'), loggerOf: tree.logger };
  rest.setLevel('org.example', 'DEBUG');
  taskLog(runtime, { 'task.class': 'org.example.Task' }).debug('shown');
  taskLog(runtime, {}).debug('hidden');
  taskLog({ log: runtime.log }, { 'task.class': 'org.example.Task' }).info('shown, too');
  expect(lines).toEqual(['DEBUG shown (org.example.Task)', 'INFO shown, too (runtime)']);
});
