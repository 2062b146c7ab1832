import { cloudwatchSource } from '../../../lib/connectors/metrics/cloudwatch-source/connector.ts';
import { cloudwatchSourceTask } from '../../../lib/connectors/metrics/cloudwatch-source/task.ts';
import { startCloudwatch, twoQueries } from '../../integration/metrics/fake-cloudwatch.ts';
import { sourceTaskContract } from './source-task-contract.ts';

sourceTaskContract('cloudwatch-source', {
  connector: cloudwatchSource,
  task: cloudwatchSourceTask,
  open: async () => {
    const cloudwatch = await startCloudwatch();
    const hour = Math.floor(Date.now() / 3_600_000) * 3600 - 3600;
    for (let n = 0; n < 11; n += 1) cloudwatch.put('NumberOfMessagesSent', hour + 60 * n, n);
    for (let n = 0; n < 5; n += 1) cloudwatch.put('ApproximateAgeOfOldestMessage', hour + 300 * n, n / 8);
    const config = { ...twoQueries(cloudwatch.url), 'lookback.seconds': '10800' };
    return { config, records: 16, failing: { ...config, 'aws.access.key.id': 'wrong' }, close: cloudwatch.close };
  },
});
