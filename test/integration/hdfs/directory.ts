import { randomUUID } from 'node:crypto';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { ErrantRecordReporter, SinkTask, SinkTaskState } from '../../../lib/connect/sink-task.ts';
import { hdfsSinkTask } from '../../../lib/connectors/object-storage/hdfs-sink/task.ts';
import { createWebHdfs, type WebHdfs } from '../../../lib/connectors/object-storage/hdfs-sink/webhdfs/webhdfs.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { service } from '../../services/on-demand.ts';

/** A directory of HDFS for one test. */
export interface TestDirectory {
  readonly path: string;
  readonly url: string;
  /** How a sink writes there. */
  readonly config: Readonly<Record<string, string>>;
  readonly hdfs: WebHdfs;
  /** All files in it, in order, their paths relative to it. */
  files(): Promise<readonly string[]>;
  /** As {@link files}, but for pieces. */
  finished(): Promise<readonly string[]>;
  read(file: string): Promise<Buffer>;
  startSink(
    more?: Readonly<Record<string, string>>,
    facts?: { readonly state?: SinkTaskState; readonly reporter?: ErrantRecordReporter },
  ): Promise<SinkTask>;
}

export const remembered = (): SinkTaskState => createSinkTaskState(createMemoryStorage().offsets, 'contract');

export const createTestDirectory = async (): Promise<TestDirectory> => {
  const { url } = await service('hdfs');
  const path = `/sink-${randomUUID()}`;
  const hdfs = createWebHdfs({ addresses: [url], userName: 'root', delegationToken: '', timeoutMs: 30_000 });
  const filesIn = async (directory: string): Promise<readonly string[]> => {
    const found = await hdfs.list(directory);
    const nested = await Promise.all(
      found.map(async ({ name, isDirectory }) =>
        isDirectory ? filesIn(`${directory}/${name}`) : [`${directory}/${name}`.slice(path.length + 1)],
      ),
    );
    return nested.flat().sort();
  };
  const config = {
    'connector.class': 'io.confluent.connect.hdfs.HdfsSinkConnector',
    'hdfs.web.url': url,
    'hdfs.user.name': 'root',
    'topics.dir': path,
    'format.class': 'io.confluent.connect.hdfs.json.JsonFormat',
    'flush.size': '3',
  };
  return {
    path,
    config,
    url,
    hdfs,
    files: () => filesIn(path),
    finished: async () => (await filesIn(path)).filter((file) => !file.startsWith('+tmp/')),
    read: async (file) => Buffer.from((await hdfs.open(`${path}/${file}`)) ?? []),
    startSink: (more = {}, { state = remembered(), reporter = undefined } = {}) => {
      const raw = { ...config, ...more };
      return hdfsSinkTask.start(raw, sinkContext(raw, reporter, state));
    },
  };
};

export const sinkRecord = (
  kafkaOffset: number,
  value: SinkRecord['value'],
  more: Partial<SinkRecord> = {},
): SinkRecord => ({
  topic: 'orders',
  kafkaPartition: 0,
  kafkaOffset,
  keySchema: null,
  key: null,
  valueSchema: null,
  value,
  timestamp: Date.UTC(2024, 1, 29, 22, 30),
  timestampType: 'CREATE_TIME',
  headers: [],
  originalTopic: 'orders',
  originalKafkaPartition: 0,
  originalKafkaOffset: kafkaOffset,
  ...more,
});

export const deliver = async (task: SinkTask, records: readonly SinkRecord[]): Promise<void> => {
  await task.put(records);
  await task.flush?.([]);
};
