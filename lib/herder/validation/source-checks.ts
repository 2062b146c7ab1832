import type { SourceConnectorPlugin } from '../../config/define-connector.ts';
import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';
import { asError } from '../../connect/errors.ts';
import { parseTopicCreation } from '../../runtime/source/topic-creation.ts';
import type { HerderConfig } from '../worker-config.ts';

const exactlyOnceProblems = (
  plugin: SourceConnectorPlugin,
  raw: RawConfig,
  config: HerderConfig,
): readonly ConfigProblem[] => {
  const own = raw['delivery.guarantee']?.toLowerCase();
  const isRequired = raw['exactly.once.support']?.toLowerCase() === 'required';
  if (!isRequired && own !== 'exactly_once') return [];
  const key = isRequired ? 'exactly.once.support' : 'delivery.guarantee';
  if (own === undefined && config['exactly.once.source.support'] !== 'enabled')
    return [{ key, message: 'This worker does not have exactly-once source support enabled.' }];
  if (own !== undefined && own !== 'exactly_once')
    return [{ key, message: `required contradicts delivery.guarantee=${own}; use exactly_once, or leave it out` }];
  if (plugin.exactlyOnceSupport(raw) === 'SUPPORTED') return [];
  return [
    {
      key,
      message: 'The connector does not support exactly-once delivery guarantees with the provided configuration.',
    },
  ];
};

const boundaryProblems = (plugin: SourceConnectorPlugin, raw: RawConfig): readonly ConfigProblem[] => {
  if (raw['transaction.boundary']?.toLowerCase() !== 'connector') return [];
  if (plugin.canDefineTransactionBoundaries(raw) === 'SUPPORTED') return [];
  return [
    {
      key: 'transaction.boundary',
      message:
        'The connector does not support connector-defined transaction boundaries with the given configuration. Please reconfigure it to use a different transaction boundary definition.',
    },
  ];
};

/** Any setting of topic creation needs the default group's numbers, which the other groups fall back on. */
const topicCreationProblems = (raw: RawConfig): readonly ConfigProblem[] => {
  if (!Object.keys(raw).some((key) => key.startsWith('topic.creation.') && raw[key] !== '')) return [];
  const missing = ['topic.creation.default.replication.factor', 'topic.creation.default.partitions'].filter(
    (key) => raw[key] === undefined,
  );
  if (missing.length > 0)
    return missing.map((key) => ({
      key,
      message: `Missing required configuration "${key}" which has no default value.`,
    }));
  try {
    parseTopicCreation(raw);
    return [];
  } catch (error) {
    return [{ key: 'topic.creation.groups', message: asError(error).message }];
  }
};

/** Checks across the keys of a source, in Kafka Connect's words. */
export const sourceProblems = (
  plugin: SourceConnectorPlugin,
  raw: RawConfig,
  config: HerderConfig,
): readonly ConfigProblem[] => [
  ...exactlyOnceProblems(plugin, raw, config),
  ...boundaryProblems(plugin, raw),
  ...topicCreationProblems(raw),
];
