import type { RequestDefinition } from './request.ts';
import { array, boolean, NULL_ARRAY, string } from './wire.ts';
import type { WireReader } from './wire-reader.ts';

export interface TopicMetadata {
  readonly topic: string;
  /** 0 for none. */
  readonly errorCode: number;
  /** The leader of each partition, by its number; -1 for none now. */
  readonly leaders: readonly number[];
}

export interface ClusterMetadata {
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
  readonly topics: readonly TopicMetadata[];
}

/** Asks for topics, or for all of them (`null`). Creates those that are missing only if it may and the broker does. */
export const metadataRequest = (
  topics: readonly string[] | null,
  allowAutoTopicCreation: boolean,
): RequestDefinition<ClusterMetadata> => ({
  apiName: 'Metadata',
  apiKey: 3,
  apiVersion: 5,
  body: [topics === null ? NULL_ARRAY : array(topics, string), boolean(allowAutoTopicCreation)],
  read: (reader) => ({ throttleMs: reader.int32(), response: readMetadata(reader) }),
});

const readMetadata = (reader: WireReader): ClusterMetadata => ({
  brokers: reader.array(readBroker),
  clusterId: reader.string(),
  controllerId: reader.int32(),
  topics: reader.array(readTopic),
});

const readBroker = (reader: WireReader) => {
  const broker = { nodeId: reader.int32(), host: reader.string(), port: reader.int32() };
  reader.string();
  return broker;
};

const readTopic = (reader: WireReader): TopicMetadata => {
  const errorCode = reader.int16();
  const topic = reader.string();
  reader.boolean();
  const leaders: number[] = [];
  for (const { partition, leader } of reader.array(readPartition)) leaders[partition] = leader;
  return { topic, errorCode, leaders };
};

const readPartition = (reader: WireReader) => {
  reader.int16();
  const partition = { partition: reader.int32(), leader: reader.int32() };
  for (let list = 0; list < 3; list++) reader.array((replicas) => replicas.int32());
  return partition;
};
