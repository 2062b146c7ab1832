import type { SinkTaskPlugin, SourceTaskPlugin } from '../config/define-task.ts';

/** Where the data planes are, each loaded when its connector first runs: an unused driver costs nothing. */
export interface TaskPlugins {
  readonly sources: Readonly<Record<string, () => Promise<SourceTaskPlugin>>>;
  readonly sinks: Readonly<Record<string, () => Promise<SinkTaskPlugin>>>;
}

export const taskPlugins: TaskPlugins = {
  sources: {
    'cloudwatch-source': async () =>
      (await import('../connectors/metrics/cloudwatch-source/task.ts')).cloudwatchSourceTask,
    datagen: async () => (await import('../connectors/datagen/task.ts')).datagenTask,
    'debezium-mariadb': async () => (await import('../connectors/debezium/mariadb/task.ts')).debeziumMariadbTask,
    'debezium-mongodb': async () => (await import('../connectors/debezium/mongodb/task.ts')).debeziumMongodbTask,
    'debezium-mysql': async () => (await import('../connectors/debezium/mysql/task.ts')).debeziumMysqlTask,
    'debezium-postgresql': async () =>
      (await import('../connectors/debezium/postgresql/task.ts')).debeziumPostgresqlTask,
    'file-stream-source': async () => (await import('../connectors/file-stream/source/task.ts')).fileStreamSourceTask,
    'host-source': async () => (await import('../connectors/metrics/host-source/task.ts')).hostSourceTask,
    'http-source': async () => (await import('../connectors/http/source/task.ts')).httpSourceTask,
    'jdbc-source': async () => (await import('../connectors/jdbc/source/task.ts')).jdbcSourceTask,
    'lenses-s3-source': async () =>
      (await import('../connectors/object-storage/lenses-s3-source/task.ts')).lensesS3SourceTask,
    'mongodb-source': async () => (await import('../connectors/mongodb/source/task.ts')).mongoSourceTask,
    'mqtt-source': async () => (await import('../connectors/mqtt/source/task.ts')).mqttSourceTask,
    'mysql-binlog': async () => (await import('../connectors/debezium/mysql-binlog/task.ts')).mysqlBinlogTask,
    'aiven-s3-source': async () =>
      (await import('../connectors/object-storage/aiven-s3-source/task.ts')).aivenS3SourceTask,
    's3-source': async () => (await import('../connectors/object-storage/s3-source/task.ts')).s3SourceTask,
    'twitter-source': async () => (await import('../connectors/twitter/task.ts')).twitterSourceTask,
  },
  sinks: {
    'cassandra-sink': async () => (await import('../connectors/cassandra/sink/task.ts')).cassandraSinkTask,
    'dynamodb-sink': async () => (await import('../connectors/dynamodb/sink/task.ts')).dynamodbSinkTask,
    'elasticsearch-sink': async () => (await import('../connectors/elasticsearch/task.ts')).elasticsearchSinkTask,
    'file-stream-sink': async () => (await import('../connectors/file-stream/sink/task.ts')).fileStreamSinkTask,
    'aiven-s3-sink': async () => (await import('../connectors/object-storage/aiven-s3-sink/task.ts')).aivenS3SinkTask,
    'hdfs-sink': async () => (await import('../connectors/object-storage/hdfs-sink/task.ts')).hdfsSinkTask,
    'http-sink': async () => (await import('../connectors/http/sink/task.ts')).httpSinkTask,
    'ignite-sink': async () => (await import('../connectors/ignite/sink/task.ts')).igniteSinkTask,
    'jdbc-sink': async () => (await import('../connectors/jdbc/sink/task.ts')).jdbcSinkTask,
    'lenses-s3-sink': async () =>
      (await import('../connectors/object-storage/lenses-s3-sink/task.ts')).lensesS3SinkTask,
    'mongodb-sink': async () => (await import('../connectors/mongodb/sink/task.ts')).mongoSinkTask,
    'mqtt-sink': async () => (await import('../connectors/mqtt/sink/task.ts')).mqttSinkTask,
    's3-sink': async () => (await import('../connectors/object-storage/s3-sink/task.ts')).s3SinkTask,
  },
};
