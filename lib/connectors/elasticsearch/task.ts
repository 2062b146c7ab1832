import { setTimeout as sleep } from 'node:timers/promises';
import { defineSinkTask } from '../../config/define-task.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { createHttpClient, type HttpProxy } from '../../http/client.ts';
import { readTls, systemTls, type TlsOptions } from '../../http/tls.ts';
import { type ElasticsearchConfig, elasticsearchConfig } from './config.ts';
import { isAiven, parseSettings } from './settings.ts';
import { createSearchSinkTask } from './sink-task.ts';
import { createAuthorize } from './transport/authorization.ts';
import { createCluster } from './transport/cluster.ts';
import { createNodes, nodeUrlsOf } from './transport/nodes.ts';

/** Node's timers hold no more. */
const FOREVER_MS = 2_147_483_647;

const usesTls = (config: ElasticsearchConfig): boolean => config['elastic.security.protocol'] === 'SSL';

const tlsOf = async (config: ElasticsearchConfig, raw: RawConfig): Promise<TlsOptions> => {
  if (isAiven(raw)) {
    const tls = await readTls(raw, 'connection.');
    return config['connection.trust.all.certificates'] ? { ...tls, rejectUnauthorized: false, verifyHost: false } : tls;
  }
  return usesTls(config) ? readTls(raw, 'elastic.https.') : systemTls;
};

const proxyOf = (config: ElasticsearchConfig): HttpProxy | null =>
  config['proxy.host'] === ''
    ? null
    : {
        host: config['proxy.host'],
        port: config['proxy.port'],
        username: config['proxy.username'],
        password: config['proxy.password']?.value() ?? '',
      };

/** AWS's endpoints are given without a protocol, and speak HTTPS. */
const isHttps = (config: ElasticsearchConfig): boolean =>
  config['aws.region'] !== null && config['connection.url'].every((url) => !/^https?:/i.test(url));

/** Follows `ElasticsearchSinkTask`; connects with the first batch. */
export const elasticsearchSinkTask = defineSinkTask(elasticsearchConfig, async (config, context) => {
  const idleMs = config['max.connection.idle.time.ms'];
  const client = createHttpClient({
    tls: await tlsOf(config, context.configs),
    proxy: proxyOf(config),
    connectTimeoutMs: config['connection.timeout.ms'],
    readTimeoutMs: config['read.timeout.ms'],
    idleTimeoutMs: idleMs < 0 ? FOREVER_MS : Math.max(1, idleMs),
  });
  const nodes = createNodes(nodeUrlsOf({ ...config, tls: isHttps(config) }), Date.now);
  return createSearchSinkTask({
    settings: parseSettings(config, context.configs),
    cluster: createCluster({
      client,
      nodes,
      authorize: await createAuthorize(config),
      compresses: config['connection.compression'],
    }),
    context,
    clock: { random: Math.random, sleep },
  });
});
