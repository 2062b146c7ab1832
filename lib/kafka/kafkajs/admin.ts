import { ConnectError } from '../../connect/errors.ts';
import type { ConnectionSettings } from '../client-config/client-config.ts';
import type { KafkaAdmin } from '../port.ts';
import { createAttempts } from './attempts.ts';
import type { Cluster } from './cluster.ts';
import { createGroupOffsets } from './group-offsets.ts';
import { listOffsets } from './list-offsets.ts';
import { createTopic, topicMetadata } from './topics.ts';

/** Questions and changes, each tried again for as long as a request may take. */
export const createAdmin = (
  cluster: Cluster,
  connection: ConnectionSettings,
  clock: { readonly now: () => number; readonly random: () => number },
): KafkaAdmin => {
  const closing = new AbortController();
  const attempt = createAttempts({ ...clock, connection, signal: closing.signal });
  const groups = createGroupOffsets(cluster);

  return {
    clusterId: () => attempt(async () => (await cluster.metadata([])).clusterId),
    topics: () => attempt(async () => (await cluster.metadata(null)).topics.map(({ topic }) => topic)),
    partitions: (topic) => attempt(async () => (await topicMetadata(cluster, topic))?.leaders.length),
    createTopic: (topic) => attempt(() => createTopic(cluster, topic, connection.requestTimeoutMs)),
    groupOffsets: (groupId, topics) => attempt(() => groups.fetch(groupId, topics)),
    alterGroupOffsets: (groupId, offsets) => attempt(() => groups.alter(groupId, offsets)),
    deleteGroupOffsets: (groupId, topics) => attempt(() => groups.delete(groupId, topics)),
    listOffsets: (topic, spec) =>
      attempt(async () => {
        const known = await topicMetadata(cluster, topic);
        if (known === undefined) throw new ConnectError(`Topic ${topic} does not exist.`);
        return listOffsets(cluster, known, spec);
      }),
    close: async () => {
      closing.abort();
      cluster.close();
    },
  };
};
