import { join } from 'node:path';
import { createKafkaJs } from '../../lib/kafka/kafkajs/create-kafkajs.ts';
import type { KafkaAdmin } from '../../lib/kafka/port.ts';
import { startDynamoDB } from '../../test/services/dynamodb.ts';
import { fetchJavaLibraries } from '../../test/services/java-libraries.ts';
import { startKafka } from '../../test/services/kafka.ts';
import { createOwnTables, dynamoDbClient } from '../../test/worker/dynamodb-tables.ts';
import type { Tables } from './functions.ts';
import { fillTopic, type SinkInput, writeLines } from './inputs.ts';
import type { PeerRow } from './rows.ts';

/** What all turns share: one broker, one set of tables, and the same data for each side. */
export interface World {
  readonly directory: string;
  readonly bootstrapServers: string;
  readonly admin: KafkaAdmin;
  readonly tables: Tables;
  /** Class path of the peer. */
  readonly classPath: string;
  records(row: PeerRow): number;
  /** The file that the row's source reads. */
  lines(row: PeerRow): Promise<string>;
  /** What the row's sink is given. */
  sinkInput(row: PeerRow): Promise<SinkInput>;
  close(): Promise<void>;
}

/** Makes each thing when it is first asked for. */
const createShelf = <Made>() => {
  const made = new Map<string, Promise<Made>>();
  return (key: string, make: () => Promise<Made>): Promise<Made> => {
    const found = made.get(key) ?? make();
    made.set(key, found);
    return found;
  };
};

export const createTopic = async (admin: KafkaAdmin, topic: string): Promise<void> => {
  await admin.createTopic({ topic, partitions: 1, replicationFactor: 1, configs: {} });
};

/** Starts the services. Rows of 1 KiB have half as many records as the others, or they would take most of the time. */
export const openWorld = async (directory: string, records: number): Promise<World> => {
  const { classPath } = await fetchJavaLibraries('Kafka Connect 4.3.1', join(import.meta.dirname, 'pom.xml'));
  const [broker, dynamodb] = await Promise.all([startKafka(), startDynamoDB()]);
  const { bootstrapServers } = broker;
  const kafka = createKafkaJs({});
  const admin = await kafka.admin({ 'bootstrap.servers': bootstrapServers });
  const client = dynamoDbClient(dynamodb);
  const tables = { connection: dynamodb, client, names: await createOwnTables(dynamodb) };
  const files = createShelf<string>();
  const topics = createShelf<SinkInput>();
  const recordsOf = ({ bytes }: PeerRow): number => (bytes >= 1024 ? Math.ceil(records / 2) : records);
  return {
    directory,
    bootstrapServers,
    admin,
    tables,
    classPath,
    records: recordsOf,
    lines: (row) =>
      files(String(row.bytes), async () => {
        const file = join(directory, `${row.bytes}.txt`);
        await writeLines(file, row.bytes, recordsOf(row));
        return file;
      }),
    sinkInput: ({ converter, bytes, ...row }) =>
      topics(`${converter}-${bytes}`, async () => {
        await createTopic(admin, `${converter}-${bytes}`);
        const input = { converter, bytes, records: recordsOf({ ...row, converter, bytes }) };
        return fillTopic({ kafka, bootstrapServers, directory, ...input });
      }),
    close: async () => {
      await admin.close();
      client.destroy();
      await Promise.all([broker.stop(), dynamodb.stop()]);
    },
  };
};
