import { datagen } from '../../../lib/connectors/datagen/connector.ts';
import { datagenTask } from '../../../lib/connectors/datagen/task.ts';
import { sourceTaskContract } from './source-task-contract.ts';

const config = { 'kafka.topic': 'trial', quickstart: 'orders', iterations: '2500', 'max.interval': '0' };

sourceTaskContract('datagen', {
  connector: datagen,
  task: datagenTask,
  open: async () => ({
    config,
    records: 2500,
    waiting: { ...config, 'max.interval': '600000' },
  }),
});
