import * as v from 'valibot';
import type { TopicStore } from '../status-backing-store.ts';
import type { Database } from './open-database.ts';

const topicRow = v.object({ topic: v.string(), task: v.number(), discoverTimestamp: v.number() });

const topics = `
  SELECT topic, task, discover_timestamp AS discoverTimestamp FROM topics WHERE connector = ? ORDER BY topic`;

export const createSqliteTopics = (database: Database): TopicStore => ({
  topics: async (connector) => database.rows(topicRow, topics, connector),
  putTopic: async (connector, { topic, task, discoverTimestamp }) =>
    void database.run('REPLACE INTO topics VALUES (?, ?, ?, ?)', connector, topic, task, discoverTimestamp),
  resetTopics: async (connector) => void database.run('DELETE FROM topics WHERE connector = ?', connector),
});
