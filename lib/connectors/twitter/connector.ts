import { defineSourceConnector } from '../../config/define-connector.ts';
import type { ConfigProblem } from '../../connect/connector.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { SourceOffset } from '../../connect/offset.ts';
import { type TwitterSourceConfig, twitterSourceConfig } from './config.ts';
import { MAX_QUERY_LENGTH, searchQuery } from './query.ts';

const validate = (config: TwitterSourceConfig): readonly ConfigProblem[] => {
  const problems: ConfigProblem[] = [];
  const query = searchQuery(config['filter.keywords'], config['filter.userIds']);
  if (query === '')
    problems.push({ key: 'filter.keywords', message: 'A keyword or one of filter.userIds must be given' });
  if (query.length > MAX_QUERY_LENGTH)
    problems.push({
      key: 'filter.keywords',
      message: `Keywords and user ids make a query of ${query.length} characters, where X allows ${MAX_QUERY_LENGTH}: spread them over several connectors`,
    });
  const app = config['twitter.oauth.consumerKey'] !== null && config['twitter.oauth.consumerSecret'] !== null;
  if (config['twitter.bearer.token'] === null && !app)
    problems.push({
      key: 'twitter.bearer.token',
      message: 'Set it, or twitter.oauth.consumerKey and twitter.oauth.consumerSecret',
    });
  const [token, secret] = [config['twitter.oauth.accessToken'], config['twitter.oauth.accessTokenSecret']];
  if ((token === null) !== (secret === null))
    problems.push({
      key: 'twitter.oauth.accessToken',
      message: 'twitter.oauth.accessToken and twitter.oauth.accessTokenSecret must be set together',
    });
  return problems;
};

const OFFSET_KEYS = ['since_id', 'until_id', 'newest_id'];

const checkOffset = (offset: SourceOffset | null): void => {
  const until = offset?.until_ms ?? null;
  if (until !== null && !/^\d+$/.test(String(until)))
    throw new ConnectError(`The offset's until_ms is ${String(until)}, but must be milliseconds since the epoch`);
  for (const key of OFFSET_KEYS) {
    const id = offset?.[key] ?? null;
    if (id !== null && !/^\d+$/.test(String(id)))
      throw new ConnectError(`The offset's ${key} is ${String(id)}, but must be the id of a post, or null`);
  }
};

/** Follows `com.github.jcustenborder.kafka.connect.twitter.TwitterSourceConnector`, on X's API v2. */
export const twitterSource = defineSourceConnector({
  name: 'twitter-source',
  className: 'com.github.jcustenborder.kafka.connect.twitter.TwitterSourceConnector',
  taskClass: 'com.github.jcustenborder.kafka.connect.twitter.TwitterSourceTask',
  version: '0.3.34',
  documentation:
    'Reads posts of X (Twitter) with some keywords or by some users into a topic. The streaming API that the original used is gone: this one asks API v2’s recent search for what is new in each run, or keeps its filtered stream open. Values have the original’s Status schema; what API v2 does not tell is null. One task does all the work.',
  configDef: twitterSourceConfig,
  example: {
    'connector.class': 'com.github.jcustenborder.kafka.connect.twitter.TwitterSourceConnector',
    'tasks.max': '1',
    'twitter.bearer.token': 'change-me',
    'kafka.status.topic': 'twitter',
    'filter.keywords': 'kafka,serverless',
    'process.deletes': 'false',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  validate,
  exactlyOnceSupport: (config) => (config['twitter.api'] === 'recent_search' ? 'SUPPORTED' : 'UNSUPPORTED'),
  alterOffsets: (_config, offsets) => {
    for (const { offset } of offsets) checkOffset(offset);
    return true;
  },
});
