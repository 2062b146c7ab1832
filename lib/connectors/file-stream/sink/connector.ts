import { defineSinkConnector } from '../../../config/define-connector.ts';
import { fileStreamSinkConfig } from './config.ts';

/** Follows `org.apache.kafka.connect.file.FileStreamSinkConnector`. */
export const fileStreamSink = defineSinkConnector({
  name: 'file-stream-sink',
  className: 'org.apache.kafka.connect.file.FileStreamSinkConnector',
  taskClass: 'org.apache.kafka.connect.file.FileStreamSinkTask',
  version: '4.3.1',
  documentation:
    'Appends the value of every record to a file, one line a record. Redelivered records are appended again (at least once).',
  configDef: fileStreamSinkConfig,
  example: {
    'connector.class': 'FileStreamSink',
    'tasks.max': '1',
    topics: 'lines',
    file: '/mnt/data/output.txt',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  alterOffsets: () => true,
});
