import type { SourcePartition } from '../../../../connect/offset.ts';
import type { TopicLog } from '../../../../connect/source-task.ts';
import { readRecord, writeRecord } from './history-record.ts';
import { createReplay, type ReplaySettings } from './replay.ts';
import type { SchemaHistory } from './schema-history.ts';

export interface TopicHistoryOptions {
  readonly topic: TopicLog;
  readonly partition: SourcePartition;
  readonly replay: ReplaySettings;
}

/**
 * A history in a topic of the original's format, which either can go on with; follows `KafkaSchemaHistory`. Records may come
 * twice, after a crash: they say what a table became, so that does no harm.
 */
export const openTopicHistory = ({ topic, partition, replay }: TopicHistoryOptions): SchemaHistory => ({
  recover: async (at, isNotAfter) => {
    const replayed = createReplay(replay);
    let count = 0;
    for await (const text of topic.read()) {
      const record = readRecord(partition, text);
      if (record === undefined || !isNotAfter(record.position, at)) continue;
      count += 1;
      replayed.apply(record);
    }
    return count === 0 ? null : replayed.model();
  },
  record: (records) =>
    records.length === 0 ? Promise.resolve() : topic.append(records.map((record) => writeRecord(partition, record))),
  // What a snapshot records drops all tables first.
  clear: async () => {},
  offsetsBehind: () => [],
  stored: () => {},
  close: () => topic.close(),
});
