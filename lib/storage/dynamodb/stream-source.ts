import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { ConfigError } from '../../connect/errors.ts';
import type { ConnectorChange } from '../config-backing-store.ts';
import { attempt } from './attempt.ts';
import { connectorChange } from './connector-change.ts';

/** Where to begin in a shard: an end of it, or behind a record. */
export type ShardPosition = 'LATEST' | 'TRIM_HORIZON' | { readonly after: string };

interface ShardRecords {
  readonly changes: readonly ConnectorChange[];
  /** Of the last record; `undefined` when there was none. */
  readonly sequenceNumber: string | undefined;
  /** `undefined` when the shard is closed and read to its end. */
  readonly nextIterator: string | undefined;
}

/** The stream of one table, in the few words that reading it takes. */
export interface StreamSource {
  shards(): Promise<ReadonlyArray<{ readonly id: string; readonly closed: boolean }>>;
  iterator(shard: string, position: ShardPosition): Promise<string>;
  read(iterator: string): Promise<ShardRecords>;
}

/** @throws ConfigError when the table does not exist or has no stream. */
export const openStream = async (
  client: DynamoDBClient,
  streams: DynamoDBStreamsClient,
  table: string,
): Promise<StreamSource> => {
  const { Table } = await attempt(table, () => client.send(new DescribeTableCommand({ TableName: table })));
  const StreamArn = Table?.LatestStreamArn;
  if (StreamArn === undefined || Table?.StreamSpecification?.StreamEnabled !== true)
    throw new ConfigError(`DynamoDB table ${table} has no stream; enable one with the view type KEYS_ONLY`);
  return {
    shards: async () =>
      (await listShards(streams, StreamArn)).map(({ ShardId = '', SequenceNumberRange }) => ({
        id: ShardId,
        closed: SequenceNumberRange?.EndingSequenceNumber !== undefined,
      })),
    iterator: async (ShardId, position) => {
      const at =
        typeof position === 'string'
          ? { ShardIteratorType: position }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: position.after };
      const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...at }));
      return ShardIterator ?? '';
    },
    read: async (ShardIterator) => {
      const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      return {
        changes: Records.flatMap(({ dynamodb }) => connectorChange(dynamodb?.Keys) ?? []),
        sequenceNumber: Records.at(-1)?.dynamodb?.SequenceNumber,
        nextIterator: NextShardIterator,
      };
    },
  };
};

const listShards = async (streams: DynamoDBStreamsClient, StreamArn: string): Promise<readonly Shard[]> => {
  const shards: Shard[] = [];
  let last: string | undefined;
  do {
    const from = last === undefined ? {} : { ExclusiveStartShardId: last };
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn, ...from }));
    shards.push(...(StreamDescription?.Shards ?? []));
    last = StreamDescription?.LastEvaluatedShardId;
  } while (last !== undefined);
  return shards;
};
