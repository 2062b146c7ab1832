import { setTimeout as sleep } from 'node:timers/promises';
import { defineSinkTask } from '../../../config/define-task.ts';
import { createAuthentication } from '../auth/authentication.ts';
import { openClient } from '../open-client.ts';
import { sinkAuthentication } from './authentication.ts';
import { httpSinkConfig } from './config.ts';
import { createReports } from './reports.ts';
import { createSendRequest } from './request/send-request.ts';
import { parseSettings } from './settings.ts';
import { createHttpSinkTask } from './sink-task.ts';

/** Follows `io.confluent.connect.http.HttpSinkTask`; connects with the first record. */
export const httpSinkTask = defineSinkTask(httpSinkConfig, async (config, context) => {
  const settings = parseSettings(config, context.configs);
  const timeout = config['http.timeout'];
  const client = await openClient(config, context.configs, {
    ...(timeout !== null && { readTimeoutMs: timeout * 1000 }),
    trustsAll: config['http.ssl.trust.all.certs'],
  });
  const send = createSendRequest({
    client,
    authentication: createAuthentication(sinkAuthentication(config), client),
    retrying: settings.retrying,
    log: context.log,
    clock: { random: Math.random, sleep },
  });
  return createHttpSinkTask({
    settings,
    send,
    reports: createReports(config, context),
    context,
    close: () => client.close(),
  });
});
