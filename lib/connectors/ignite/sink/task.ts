import { defineSinkTask } from '../../../config/define-task.ts';
import { createIgniteClient } from '../client/client.ts';
import { createCacheOperations } from '../client/operations.ts';
import { addressesOf } from './addresses.ts';
import { igniteSinkConfig } from './config.ts';
import { createExtractor } from './extractor.ts';
import { createIgniteSinkTask } from './sink-task.ts';
import { tlsOptions } from './tls.ts';

/** Follows `org.apache.ignite.stream.kafka.connect.IgniteSinkTask`; connects with the first batch. */
export const igniteSinkTask = defineSinkTask(igniteSinkConfig, async (config, context) => {
  const client = createIgniteClient({
    addresses: await addressesOf(config),
    username: config['ignite.username'],
    password: config['ignite.password'].value(),
    tls: await tlsOptions(config),
    timeoutMs: config['ignite.request.timeout.ms'],
  });
  return createIgniteSinkTask({
    client,
    cache: createCacheOperations(client, config.cacheName),
    cacheName: config.cacheName,
    mayCreate: config['ignite.create.cache'],
    encode: {
      key: await createExtractor('singleTupleExtractor.key', config['singleTupleExtractor.key']),
      value: await createExtractor('singleTupleExtractor.value', config['singleTupleExtractor.value']),
      mayOverwrite: config.cacheAllowOverwrite,
    },
    maxEntries: config.cachePerNodeDataSize,
    maxRequests: config.cachePerNodeParOps,
    context,
  });
});
