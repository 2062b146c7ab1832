import type { SinkTaskPlugin, SourceTaskPlugin } from '../config/define-task.ts';

/** Where the data planes are, each loaded when its connector first runs: an unused driver costs nothing. */
export interface TaskPlugins {
  readonly sources: Readonly<Record<string, () => Promise<SourceTaskPlugin>>>;
  readonly sinks: Readonly<Record<string, () => Promise<SinkTaskPlugin>>>;
}

export const taskPlugins: TaskPlugins = {
  sources: {
    'debezium-postgresql': async () =>
      (await import('../connectors/debezium/postgresql/task.ts')).debeziumPostgresqlTask,
    'file-stream-source': async () => (await import('../connectors/file-stream/source/task.ts')).fileStreamSourceTask,
    'jdbc-source': async () => (await import('../connectors/jdbc/source/task.ts')).jdbcSourceTask,
    datagen: async () => (await import('../connectors/datagen/task.ts')).datagenTask,
  },
  sinks: {
    'file-stream-sink': async () => (await import('../connectors/file-stream/sink/task.ts')).fileStreamSinkTask,
    'aiven-s3-sink': async () => (await import('../connectors/object-storage/aiven-s3-sink/task.ts')).aivenS3SinkTask,
    'hdfs-sink': async () => (await import('../connectors/object-storage/hdfs-sink/task.ts')).hdfsSinkTask,
    'jdbc-sink': async () => (await import('../connectors/jdbc/sink/task.ts')).jdbcSinkTask,
    's3-sink': async () => (await import('../connectors/object-storage/s3-sink/task.ts')).s3SinkTask,
  },
};
