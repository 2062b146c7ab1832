import type { ConnectorPlugin } from '../config/define-connector.ts';
import { datagen } from './datagen/connector.ts';
import { debeziumMariadb } from './debezium/mariadb/connector.ts';
import { debeziumMysql } from './debezium/mysql/connector.ts';
import { mysqlBinlog } from './debezium/mysql-binlog/connector.ts';
import { debeziumPostgresql } from './debezium/postgresql/connector.ts';
import { fileStreamSink } from './file-stream/sink/connector.ts';
import { fileStreamSource } from './file-stream/source/connector.ts';
import { jdbcSink } from './jdbc/sink/connector.ts';
import { jdbcSource } from './jdbc/source/connector.ts';
import { s3Sink } from './object-storage/s3-sink/connector.ts';

/** Every connector's control plane. None of these loads a driver: the data planes are loaded where tasks run. */
export const connectors: readonly ConnectorPlugin[] = [
  datagen,
  debeziumMariadb,
  debeziumMysql,
  debeziumPostgresql,
  fileStreamSink,
  fileStreamSource,
  jdbcSink,
  jdbcSource,
  mysqlBinlog,
  s3Sink,
];
