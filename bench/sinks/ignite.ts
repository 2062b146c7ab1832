import * as v from 'valibot';
import type { createByteWriter } from '../../lib/connectors/ignite/client/byte-writer.ts';
import { createIgniteClient } from '../../lib/connectors/ignite/client/client.ts';
import { createCacheOperations } from '../../lib/connectors/ignite/client/operations.ts';
import { igniteSinkTask } from '../../lib/connectors/ignite/sink/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';
import { startService } from './start-service.ts';

const CHUNK = 1024;
const AT_ONCE = 4;

/** Entries put with the same client: keys are longs, values texts of as many bytes, known beforehand. */
const bareEntries = (first: number) => ({
  count: Math.min(CHUNK, BATCH - first),
  write: (body: ReturnType<typeof createByteWriter>): void => {
    for (let id = first; id < Math.min(first + CHUNK, BATCH); id += 1) {
      body.byte(4);
      body.long(id);
      body.byte(9);
      body.text(JSON.stringify({ id, name: `name ${id}`, text: 'x'.repeat(50) }));
    }
  },
});

/** Entries put into a cache of Ignite by their keys. */
export const benchIgniteSink = async (total: number) => {
  const { facts, stop } = await startService('ignite', v.object({ address: v.string() }));
  const [host = '', port] = facts.address.split(':');
  const client = createIgniteClient({
    addresses: [{ host, port: Number(port) }],
    username: '',
    password: '',
    tls: null,
    timeoutMs: 30_000,
  });
  const bare = createCacheOperations(client, 'bare');
  await bare.create();
  const raw = {
    cacheName: 'bench',
    cacheAllowOverwrite: 'true',
    'ignite.create.cache': 'true',
    'ignite.addresses': facts.address,
  };
  const task = await igniteSinkTask.start(raw, sinkContext(raw));
  const records = sinkRecords('bench');
  const bareLoop = async (): Promise<void> => {
    const starts = Array.from({ length: Math.ceil(BATCH / CHUNK) }, (_, index) => index * CHUNK);
    for (let first = 0; first < starts.length; first += AT_ONCE)
      await Promise.all(starts.slice(first, first + AT_ONCE).map((start) => bare.putAll(bareEntries(start))));
  };
  try {
    return await besideBareLoop({ name: 'Ignite sink', put: () => task.put(records), bareLoop }, total);
  } finally {
    await task.stop?.();
    client.close();
    await stop();
  }
};
