import { defineSourceConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem, RawConfig } from '../../../connect/connector.ts';
import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import { undeclaredProblems } from '../shared-problems.ts';
import { type MongoSourceConfig, mongoSourceConfig } from './config.ts';
import { canResumeCopy } from './copy-stages.ts';
import { copiesExisting, copyPipelines } from './startup.ts';

const scopeProblems = (config: MongoSourceConfig): readonly ConfigProblem[] =>
  config.collection !== '' && config.database === ''
    ? [
        {
          key: 'collection',
          message: `Invalid value ${config.collection} for configuration collection: Missing database configuration \`database\``,
        },
      ]
    : [];

const exactlyOnceSupport = (config: MongoSourceConfig, raw: RawConfig) =>
  copiesExisting(config) && !canResumeCopy(...copyPipelines(config, raw)) ? 'UNSUPPORTED' : 'SUPPORTED';

const checkOffset = (offset: SourceOffset | null): void => {
  if (offset !== null && typeof offset._id !== 'string')
    throw new ConnectError(
      'An offset of MongoDB needs _id: a resume token in JSON, such as {"_data": "82…"}, as a string',
    );
};

/** Follows `com.mongodb.kafka.connect.MongoSourceConnector`: one task, since a change stream has one reader. */
export const mongoSource = defineSourceConnector({
  name: 'mongodb-source',
  className: 'com.mongodb.kafka.connect.MongoSourceConnector',
  taskClass: 'com.mongodb.kafka.connect.source.MongoSourceTask',
  version: '2.0.1',
  documentation:
    'Reads the changes of a collection, a database or a whole deployment from MongoDB’s change streams, after a copy of what is there already if so configured. A copy that does not fit into one run goes on in the next ones. Needs a replica set or a sharded cluster.',
  configDef: mongoSourceConfig,
  example: {
    'connector.class': 'com.mongodb.kafka.connect.MongoSourceConnector',
    'tasks.max': '1',
    'connection.uri': 'mongodb://localhost:27017',
    database: 'shop',
    collection: 'orders',
    'startup.mode': 'copy_existing',
    'publish.full.document.only': 'true',
    'publish.full.document.only.tombstone.on.delete': 'true',
    'topic.prefix': 'mongo',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  validate: (config, raw) => [...undeclaredProblems(raw), ...scopeProblems(config)],
  exactlyOnceSupport,
  alterOffsets: (_config, offsets) => {
    for (const { offset } of offsets) checkOffset(offset);
    return true;
  },
});
