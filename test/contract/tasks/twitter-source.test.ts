import { twitterSource } from '../../../lib/connectors/twitter/connector.ts';
import { twitterSourceTask } from '../../../lib/connectors/twitter/task.ts';
import { simulatedPosts } from '../../services/x-api/posts.ts';
import { startX } from '../../services/x-api.ts';
import { sourceTaskContract } from './source-task-contract.ts';

sourceTaskContract('twitter-source', {
  connector: twitterSource,
  task: twitterSourceTask,
  open: async () => {
    const x = await startX({ bearerToken: 'token' });
    x.publish(simulatedPosts(47, Date.now() - 60_000));
    const config = {
      'twitter.api.url': x.url,
      'twitter.bearer.token': 'token',
      'kafka.status.topic': 'posts',
      'filter.keywords': 'kafka',
      'queue.batch.size': '10',
    };
    return { config, records: 47, failing: { ...config, 'twitter.bearer.token': 'wrong' }, close: x.stop };
  },
});
