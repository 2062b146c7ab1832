import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { atLeast, check, nonEmptyString, oneOf, type Validator } from '../../config/validators.ts';
import { ConfigError } from '../../connect/errors.ts';

const userIds: Validator<readonly string[]> = {
  description: 'numbers',
  ensureValid: (name, value) => {
    for (const id of Array.isArray(value) ? value : [])
      if (!/^\d+$/.test(String(id)))
        throw new ConfigError(`Invalid value ${String(id)} for configuration ${name}: Could not parse to long.`);
  },
};

const httpAddress = check('an http or https URL', (value) =>
  /^https?:\/\/[^/]+/.test(value) ? null : 'Must begin with http:// or https://',
);

const moment = check('an instant in ISO 8601', (value) =>
  value === '' || !Number.isNaN(Date.parse(value)) ? null : 'Must be like 2026-01-31T00:00:00Z',
);

/** The keys of `kafka-connect-twitter`, and what API v2 needs besides. */
export const twitterSourceConfig = defineConfig({
  'twitter.oauth.consumerKey': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation:
      'API key of the app. With its secret alone the app acts for itself; with an access token, too, for that user (OAuth 1.0a).',
  },
  'twitter.oauth.consumerSecret': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'API key secret of the app.',
  },
  'twitter.oauth.accessToken': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Access token of a user.',
  },
  'twitter.oauth.accessTokenSecret': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Secret of the access token.',
  },
  'twitter.bearer.token': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Bearer token of the app, used before all other credentials. Not in the original.',
  },
  'filter.keywords': {
    type: 'LIST',
    importance: 'HIGH',
    documentation:
      'Words or phrases of which a post has one. Each may use the operators of X’s search (`#tag`, `from:name`, `lang:en`).',
  },
  'filter.userIds': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    validator: userIds,
    documentation: 'Numbers of users whose posts are taken besides.',
  },
  'kafka.status.topic': {
    type: 'STRING',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'Topic to write the posts to.',
  },
  'kafka.delete.topic': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Topic for deletions, in versions of the original before 0.3.',
    ignored: 'since version 0.3 of the original they go to kafka.status.topic',
  },
  'process.deletes': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation:
      'Whether deleted posts become tombstones with a key of StatusDeletionNoticeKey. They come from X’s compliance stream, which needs enterprise access.',
  },
  'twitter.api': {
    type: 'STRING',
    default: 'recent_search',
    importance: 'MEDIUM',
    validator: oneOf('recent_search', 'filtered_stream'),
    documentation:
      'How posts are asked for: `recent_search` asks for what is new in each run, each post once. `filtered_stream` keeps a connection open while the task runs, for posts within seconds; what passed while nothing ran is searched for, and a post may come twice then. Not in the original.',
  },
  'filter.start.time': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: moment,
    documentation:
      'Where the first search begins, such as 2026-01-31T00:00:00Z; at most seven days ago, which is the default. Not in the original.',
  },
  'twitter.api.url': {
    type: 'STRING',
    default: 'https://api.x.com',
    importance: 'LOW',
    validator: httpAddress,
    documentation: 'Address of the API. Not in the original.',
  },
  'queue.batch.size': {
    type: 'INT',
    default: 100,
    importance: 'LOW',
    validator: atLeast(1),
    documentation: 'Posts asked for at once; X allows 10 to 100, so smaller and larger numbers mean these.',
  },
  'twitter.debug': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Debug logging of the original’s client.',
    ignored: 'that client is not used here',
  },
  'queue.empty.ms': {
    type: 'INT',
    default: 100,
    importance: 'LOW',
    validator: atLeast(10),
    documentation: 'How long the original waits when its queue is empty.',
    ignored: 'there is no queue: a poll asks X',
  },
});

export type TwitterSourceConfig = ConfigOf<typeof twitterSourceConfig>;
