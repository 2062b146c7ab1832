import { defineSourceConnector } from '../../../config/define-connector.ts';
import { hostSourceConfig } from './config.ts';

/** Our own: measures the machine that the worker runs on. */
export const hostSource = defineSourceConnector({
  name: 'host-source',
  className: 'kafka.connect.serverless.metrics.HostMetricsSourceConnector',
  taskClass: 'kafka.connect.serverless.metrics.HostMetricsSourceTask',
  version: '1.0.0',
  documentation:
    'Measures processors, memory, disks and network of the machine that it runs on, for a standalone worker: on AWS Lambda that machine is the sandbox of one function, which tells nobody anything. What passed while no worker ran was not measured. One task does all the work.',
  configDef: hostSourceConfig,
  example: {
    'connector.class': 'kafka.connect.serverless.metrics.HostMetricsSourceConnector',
    'tasks.max': '1',
    'kafka.topic': 'host-metrics',
    metrics: 'cpu,memory,disk,network',
    'interval.ms': '10000',
    'disk.paths': '/,/var',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  alterOffsets: () => true,
});
