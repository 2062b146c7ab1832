import type { SinkConnectorPlugin } from '../../config/define-connector.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { TopicPartitionOffset } from '../../connect/offset.ts';
import { alteredStates, isSinkState } from '../../runtime/sink/sink-task-state.ts';
import { partitionKey } from '../../storage/partition-key.ts';
import type { ExistingConnector } from '../connectors/connector-info.ts';
import type { ConnectorOffset } from '../entities.ts';
import { BadRequestError } from '../errors.ts';
import type { HerderContext } from '../herder-context.ts';
import { connectGroupId, topicGroupId } from '../sink-groups/group-ids.ts';
import { takeOverTopic } from '../sink-groups/take-over.ts';
import { currentSinkTopics } from '../sink-topics.ts';
import { alterSinkGroup } from './alter-sink-group.ts';
import type { ConnectorOffsets } from './connector-offsets.ts';
import { type SinkOffsetChange, sinkOffsetChange, sinkPartition } from './sink-offset-change.ts';
import { unlessRefused } from './unless-refused.ts';

const topicsOf = (changes: readonly SinkOffsetChange[]): readonly string[] => [
  ...new Set(changes.map(({ topic }) => topic)),
];

const connectorOffset = (position: TopicPartitionOffset): ConnectorOffset => ({
  partition: sinkPartition(position),
  offset: { kafka_offset: position.offset },
});

/**
 * Offsets of a sink: those its consumer groups have committed, one group a topic. Of a topic that has none yet, and of topics
 * that it does not take, those that a worker of Kafka Connect has committed in the connector's one group. A sink that delivers at most once keeps
 * its positions in the offset store instead, which then say more than the groups.
 */
export const createSinkOffsets = (
  { storage, admin }: Pick<HerderContext, 'storage' | 'admin'>,
  plugin: SinkConnectorPlugin,
  { name, config }: ExistingConnector,
): ConnectorOffsets => {
  const connectGroup = connectGroupId(name, config);
  /** Topics it takes now and those it is known to have taken before: their groups outlive the configuration. */
  const topics = async (): Promise<readonly string[]> => {
    const used = (await storage.statuses.topics(name)).map(({ topic }) => topic);
    return [...new Set([...(await currentSinkTopics(config, () => admin.topics())), ...used])].sort();
  };

  const committed = async (): Promise<readonly TopicPartitionOffset[]> => {
    const groups = (await topics()).map((topic) => admin.groupOffsets(topicGroupId(connectGroup, topic), [topic]));
    const [left, ...own] = await Promise.all([admin.groupOffsets(connectGroup), ...groups]);
    const all = own.flat();
    return [...left.filter(({ topic }) => !all.some((one) => one.topic === topic)), ...all];
  };

  /** What was left of a topic that the sink takes is taken over first: it must not come back when all is forgotten. */
  const alterTopic = async (topic: string, changes: readonly SinkOffsetChange[], isTaken: boolean): Promise<void> => {
    if (!isTaken) return alterSinkGroup(admin, connectGroup, { topic, changes });
    const left = await admin.groupOffsets(connectGroup, [topic]);
    await takeOverTopic(admin, { connectGroup, topic }, left);
    if (left.length > 0) await admin.deleteGroupOffsets(connectGroup, [topic]);
    await alterSinkGroup(admin, topicGroupId(connectGroup, topic), { topic, changes });
  };

  const read = async (): Promise<readonly ConnectorOffset[]> => {
    const [groups, own] = await Promise.all([committed(), storage.offsets.offsets(name)]);
    const all = [...groups.map(connectorOffset), ...own.filter((one) => !isSinkState(one))];
    return [...new Map(all.map((one) => [partitionKey(one.partition), one])).values()];
  };

  const alter = async (changes: readonly SinkOffsetChange[]): Promise<boolean> => {
    const done = unlessRefused(() => plugin.alterOffsets(config, changes));
    await requirePartitions(changes);
    try {
      const taken = await topics();
      for (const topic of topicsOf(changes)) {
        const ofTopic = changes.filter((change) => change.topic === topic);
        await alterTopic(topic, ofTopic, taken.includes(topic));
      }
    } catch (error) {
      throw new ConnectError(`Failed to alter consumer group offsets for connector ${name}`, { cause: error });
    }
    await alterOwn(changes);
    return done;
  };

  /** Asked before, since Kafka's answer to an unknown partition is the one to a topic that is just being created. */
  const requirePartitions = async (changes: readonly SinkOffsetChange[]): Promise<void> => {
    const set = changes.filter(({ offset }) => offset !== null);
    const counts = await Promise.all(
      topicsOf(set).map(async (topic) => [topic, (await admin.partitions(topic)) ?? 0] as const),
    );
    const known = new Map(counts);
    const unknown = set.find(({ topic, partition }) => partition < 0 || partition >= (known.get(topic) ?? 0));
    if (unknown === undefined) return;
    const { topic, partition } = unknown;
    throw new BadRequestError(
      `Failed to alter consumer group offsets for connector ${name}: there is no partition ${partition} of topic ${topic}`,
    );
  };

  const alterOwn = async (changes: readonly SinkOffsetChange[]): Promise<void> => {
    const stored = await storage.offsets.offsets(name);
    const own = new Set(stored.map(({ partition }) => partitionKey(partition)));
    const due = changes
      .map((change) => ({
        partition: sinkPartition(change),
        offset: change.offset === null ? null : { kafka_offset: change.offset },
      }))
      .filter(({ partition }) => own.has(partitionKey(partition)));
    const all = [...due, ...alteredStates(stored, changes)];
    if (all.length > 0) await storage.offsets.alter(name, all);
  };

  return {
    read,
    alter: (changes) => alter(changes.map(sinkOffsetChange)),
    reset: async () => {
      const states = (await storage.offsets.offsets(name)).filter(isSinkState);
      const known = [...(await read()), ...states].map((one) => ({ ...sinkOffsetChange(one), offset: null }));
      return alter([...new Map(known.map((one) => [partitionKey(sinkPartition(one)), one])).values()]);
    },
  };
};
