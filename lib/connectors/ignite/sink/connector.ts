import { defineSinkConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { type IgniteSinkConfig, igniteSinkConfig } from './config.ts';

const extractorProblem = (config: IgniteSinkConfig): readonly ConfigProblem[] => {
  const isSaid = config['singleTupleExtractor.key'] !== 'key' || config['singleTupleExtractor.value'] !== 'value';
  if (config.singleTupleExtractorCls === '' || isSaid) return [];
  return [
    {
      key: 'singleTupleExtractorCls',
      message: `The Java class ${config.singleTupleExtractorCls} cannot be loaded here: say what it does by singleTupleExtractor.key and singleTupleExtractor.value, such as value.id and value, or leave it out to store keys and values as they are`,
    },
  ];
};

/** Follows `org.apache.ignite.stream.kafka.connect.IgniteSinkConnector`. */
export const igniteSink = defineSinkConnector({
  name: 'ignite-sink',
  className: 'org.apache.ignite.stream.kafka.connect.IgniteSinkConnector',
  taskClass: 'org.apache.ignite.stream.kafka.connect.IgniteSinkTask',
  version: '2.17.0',
  documentation:
    'Writes records to a cache of Apache Ignite 2 by their keys, over the protocol of thin clients: structs become binary objects, or rows where the cache is a table of SQL. A record without a key is an error; a record without a value removes the entry.',
  configDef: igniteSinkConfig,
  example: {
    'connector.class': 'org.apache.ignite.stream.kafka.connect.IgniteSinkConnector',
    'tasks.max': '2',
    topics: 'someTopic1,someTopic2',
    cacheName: 'myCache',
    cacheAllowOverwrite: 'true',
    'ignite.addresses': 'localhost:10800',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: (config) => [
    ...(config.igniteCfg === '' && config['ignite.addresses'].length === 0
      ? [
          {
            key: 'ignite.addresses',
            message: 'Set ignite.addresses to the nodes, or igniteCfg to a file that names them',
          },
        ]
      : []),
    ...extractorProblem(config),
  ],
});
