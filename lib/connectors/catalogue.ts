import type { ConnectorPlugin } from '../config/define-connector.ts';
import { cassandraSink } from './cassandra/sink/connector.ts';
import { datagen } from './datagen/connector.ts';
import { debeziumMariadb } from './debezium/mariadb/connector.ts';
import { debeziumMongodb } from './debezium/mongodb/connector.ts';
import { debeziumMysql } from './debezium/mysql/connector.ts';
import { mysqlBinlog } from './debezium/mysql-binlog/connector.ts';
import { debeziumPostgresql } from './debezium/postgresql/connector.ts';
import { dynamodbSink } from './dynamodb/sink/connector.ts';
import { elasticsearchSink } from './elasticsearch/connector.ts';
import { fileStreamSink } from './file-stream/sink/connector.ts';
import { fileStreamSource } from './file-stream/source/connector.ts';
import { httpSink } from './http/sink/connector.ts';
import { httpSource } from './http/source/connector.ts';
import { igniteSink } from './ignite/sink/connector.ts';
import { jdbcSink } from './jdbc/sink/connector.ts';
import { jdbcSource } from './jdbc/source/connector.ts';
import { cloudwatchSource } from './metrics/cloudwatch-source/connector.ts';
import { hostSource } from './metrics/host-source/connector.ts';
import { mongoSink } from './mongodb/sink/connector.ts';
import { mongoSource } from './mongodb/source/connector.ts';
import { mqttSink } from './mqtt/sink/connector.ts';
import { mqttSource } from './mqtt/source/connector.ts';
import { aivenS3Sink } from './object-storage/aiven-s3-sink/connector.ts';
import { aivenS3Source } from './object-storage/aiven-s3-source/connector.ts';
import { hdfsSink } from './object-storage/hdfs-sink/connector.ts';
import { lensesS3Sink } from './object-storage/lenses-s3-sink/connector.ts';
import { lensesS3Source } from './object-storage/lenses-s3-source/connector.ts';
import { s3Sink } from './object-storage/s3-sink/connector.ts';
import { s3Source } from './object-storage/s3-source/connector.ts';
import { twitterSource } from './twitter/connector.ts';

/** Every connector's control plane. None of these loads a driver: the data planes are loaded where tasks run. */
export const connectors: readonly ConnectorPlugin[] = [
  aivenS3Sink,
  cassandraSink,
  cloudwatchSource,
  datagen,
  debeziumMariadb,
  debeziumMongodb,
  debeziumMysql,
  debeziumPostgresql,
  dynamodbSink,
  elasticsearchSink,
  fileStreamSink,
  fileStreamSource,
  hdfsSink,
  hostSource,
  httpSink,
  httpSource,
  igniteSink,
  jdbcSink,
  jdbcSource,
  lensesS3Sink,
  lensesS3Source,
  mongoSink,
  mongoSource,
  mqttSink,
  mqttSource,
  mysqlBinlog,
  s3Sink,
  s3Source,
  aivenS3Source,
  twitterSource,
];
