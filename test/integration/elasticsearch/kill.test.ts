import { setTimeout as sleep } from 'node:timers/promises';
import { describe, inject, it } from 'vitest';
import { startElasticsearch8 } from '../../services/elasticsearch.ts';
import { expectCompactedTopic, KILL_TIMEOUT_MS } from '../../worker/compacted-topic.ts';
import { type Server, serverAt, sharedServer } from './servers.ts';

const OUTAGE_MS = 30_000;

const amounts = async (server: Server, index: string): Promise<ReadonlyMap<number, number>> =>
  new Map([...(await server.documents(index))].map(([id, { n }]) => [Number(id), Number(n)]));

const expectOn = (server: Server, interrupt: () => Promise<void> = async () => {}): Promise<void> =>
  expectCompactedTopic({
    bootstrapServers: inject('kafka').bootstrapServers,
    config: () => ({
      'connector.class': 'io.confluent.connect.elasticsearch.ElasticsearchSinkConnector',
      'connection.url': server.url,
      'behavior.on.null.values': 'delete',
      // Pauses of more than two minutes in all: the server is away for half a minute, and slow for a while then.
      'max.retries': '12',
    }),
    read: (topic) => amounts(server, topic),
    interrupt,
  });

describe('a compacted topic is what the index holds, though the worker is killed', { timeout: KILL_TIMEOUT_MS }, () => {
  it.each(['elasticsearch7', 'opensearch'] as const)('%s', async (name) => expectOn(await sharedServer(name)));

  it('elasticsearch8, which is gone for half a minute, too', async () => {
    const server = await startElasticsearch8();
    const outage = async () => {
      await server.kill();
      await sleep(OUTAGE_MS);
      await server.restart();
    };
    try {
      await expectOn(serverAt(server.url), outage);
    } finally {
      await server.stop();
    }
  });
});
