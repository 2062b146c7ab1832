import type { ConnectorPlugin } from '../config/define-connector.ts';
import { datagen } from './datagen/connector.ts';
import { debeziumPostgresql } from './debezium/postgresql/connector.ts';
import { fileStreamSink } from './file-stream/sink/connector.ts';
import { fileStreamSource } from './file-stream/source/connector.ts';
import { jdbcSink } from './jdbc/sink/connector.ts';
import { jdbcSource } from './jdbc/source/connector.ts';
import { aivenS3Sink } from './object-storage/aiven-s3-sink/connector.ts';
import { hdfsSink } from './object-storage/hdfs-sink/connector.ts';
import { s3Sink } from './object-storage/s3-sink/connector.ts';

/** Every connector's control plane. None of these loads a driver: the data planes are loaded where tasks run. */
export const connectors: readonly ConnectorPlugin[] = [
  datagen,
  debeziumPostgresql,
  fileStreamSink,
  fileStreamSource,
  jdbcSink,
  jdbcSource,
  aivenS3Sink,
  hdfsSink,
  s3Sink,
];
