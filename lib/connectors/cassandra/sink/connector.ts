import { defineSinkConnector } from '../../../config/define-connector.ts';
import { cassandraSinkConfig } from './config.ts';
import { frontOf } from './fronts/front-of.ts';
import { cassandraSinkProblems } from './validate-config.ts';

/** Follows `com.datastax.oss.kafka.sink.CassandraSinkConnector`, and takes the configurations of two others. */
export const cassandraSink = defineSinkConnector({
  name: 'cassandra-sink',
  className: 'com.datastax.oss.kafka.sink.CassandraSinkConnector',
  aliases: [
    'com.datastax.kafkaconnector.DseSinkConnector',
    'io.confluent.connect.cassandra.CassandraSinkConnector',
    'com.github.jcustenborder.kafka.connect.cassandra.CassandraSinkConnector',
    'io.lenses.streamreactor.connect.cassandra.sink.CassandraSinkConnector',
    'io.lenses.streamreactor.connect.cassandra.CassandraSinkConnector',
    'com.datamountaineer.streamreactor.connect.cassandra.sink.CassandraSinkConnector',
  ],
  taskClass: 'com.datastax.oss.kafka.sink.CassandraSinkTask',
  version: '1.7.3',
  documentation:
    'Writes records to tables of Apache Cassandra and its relatives, by DataStax’s mappings, Confluent’s tables named after topics, or Lenses’ KCQL. Rows are written as of their records’ timestamps: records that come again change nothing, late ones never win.',
  configDef: cassandraSinkConfig,
  example: {
    'connector.class': 'io.confluent.connect.cassandra.CassandraSinkConnector',
    'tasks.max': '1',
    topics: 'orders',
    'cassandra.contact.points': 'localhost',
    'cassandra.local.datacenter': 'datacenter1',
    'cassandra.keyspace': 'shop',
    'cassandra.write.mode': 'Update',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: cassandraSinkProblems,
  exactlyOnceSupport: (config, raw) => (frontOf(config).repeats(config, raw) ? 'SUPPORTED' : 'UNSUPPORTED'),
});
