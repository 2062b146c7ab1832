import { expect, it } from 'vitest';
import { createTextLogger } from '../../../lib/observability/text-logger.ts';
import { createLoggers } from '../../../lib/rest/loggers.ts';
import { applyLogLevel } from '../../../lib/standalone/log-levels.ts';

it('the level that is set over REST for root is the one the worker logs at', () => {
  const lines: string[] = [];
  const log = createTextLogger({ name: 'test', level: 'INFO', write: (line) => lines.push(line) });
  const loggers = createLoggers({ now: () => 0, onChange: applyLogLevel(log) });
  log.debug('hidden');
  loggers.setLevel('root', 'DEBUG');
  log.debug('shown', { password: 'x'.length });
  loggers.setLevel('root', 'OFF');
  log.warn('hidden again');
  loggers.setLevel('some.other.Logger', 'DEBUG');
  log.info('still hidden');
  expect(lines.map((line) => line.replace(/^\[.*?\] /, ''))).toEqual(['DEBUG shown password=1 (test)\n']);
});
