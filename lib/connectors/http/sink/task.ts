import { setTimeout as sleep } from 'node:timers/promises';
import { defineSinkTask } from '../../../config/define-task.ts';
import type { RawConfig } from '../../../connect/connector.ts';
import { createHttpClient, type HttpProxy } from '../../../http/client.ts';
import { readTls, type TlsOptions } from '../../../http/tls.ts';
import { createAuthentication } from './auth/authentication.ts';
import { type HttpSinkConfig, httpSinkConfig } from './config.ts';
import { createReports } from './reports.ts';
import { createSendRequest } from './request/send-request.ts';
import { parseSettings } from './settings.ts';
import { createHttpSinkTask } from './sink-task.ts';

/** How long a connection that is not used is kept. */
const IDLE_MS = 60_000;

const proxyOf = (config: HttpSinkConfig): HttpProxy | null =>
  config['http.proxy.host'] === ''
    ? null
    : {
        host: config['http.proxy.host'],
        port: config['http.proxy.port'],
        username: config['http.proxy.user'],
        password: config['http.proxy.password'].value(),
      };

const tlsOf = async (config: HttpSinkConfig, raw: RawConfig): Promise<TlsOptions> => {
  const tls = await readTls(raw, 'https.');
  if (config['http.ssl.trust.all.certs']) return { ...tls, rejectUnauthorized: false, verifyHost: false };
  return config['https.host.verifier.enabled'] ? tls : { ...tls, verifyHost: false };
};

/** Follows `io.confluent.connect.http.HttpSinkTask`; connects with the first record. */
export const httpSinkTask = defineSinkTask(httpSinkConfig, async (config, context) => {
  const settings = parseSettings(config, context.configs);
  const timeout = config['http.timeout'];
  const client = createHttpClient({
    tls: await tlsOf(config, context.configs),
    proxy: proxyOf(config),
    connectTimeoutMs: config['http.connect.timeout.ms'],
    readTimeoutMs: timeout === null ? config['http.request.timeout.ms'] : timeout * 1000,
    idleTimeoutMs: IDLE_MS,
  });
  const send = createSendRequest({
    client,
    authentication: createAuthentication(config, client),
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
