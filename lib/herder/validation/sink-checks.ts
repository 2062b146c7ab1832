import { provisioningProblem } from '../../config/common/event-source-config.ts';
import type { SinkConnectorPlugin } from '../../config/define-connector.ts';
import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';
import { namedTopics } from '../../runtime/sink/sink-topics.ts';
import { topicPattern } from '../sink-topics.ts';

const onBoth = (message: string): readonly ConfigProblem[] => [
  { key: 'topics', message },
  { key: 'topics.regex', message },
];

const deadLetterProblems = (raw: RawConfig): readonly ConfigProblem[] => {
  const topic = raw['errors.deadletterqueue.topic.name']?.trim() ?? '';
  const topics = namedTopics(raw);
  if (topic === '') return [];
  if (topics.includes(topic))
    return [
      {
        key: 'topics',
        message: `The DLQ topic '${topic}' may not be included in the list of topics ('topics=[${topics.join(', ')}]') consumed by the connector`,
      },
    ];
  if (topicPattern(raw)?.test(topic))
    return [
      {
        key: 'topics.regex',
        message: `The DLQ topic '${topic}' may not be matched by the regex for the topics ('topics.regex=${raw['topics.regex']}') consumed by the connector`,
      },
    ];
  return [];
};

/** Exactly once is for connectors that can: the user is told what else there is. */
export const guaranteeProblems = (plugin: SinkConnectorPlugin, raw: RawConfig): readonly ConfigProblem[] => {
  const key = 'delivery.guarantee';
  const { [key]: guarantee } = raw;
  if (guarantee?.toLowerCase() !== 'exactly_once' || plugin.exactlyOnceSupport(raw) === 'SUPPORTED') return [];
  const message = `Invalid value ${guarantee} for configuration ${key}: connector ${plugin.name} supports at_least_once and at_most_once with the provided configuration, not exactly_once.`;
  return [{ key, message }];
};

/** Checks across the keys of a sink, in Kafka Connect's words; follows `SinkConnectorConfig.validate`. */
export const sinkProblems = (raw: RawConfig): readonly ConfigProblem[] => {
  const hasTopics = (raw.topics ?? '').trim() !== '';
  const hasRegex = (raw['topics.regex'] ?? '').trim() !== '';
  if (hasTopics && hasRegex) return onBoth('topics and topics.regex are mutually exclusive options, but both are set.');
  if (!hasTopics && !hasRegex) return onBoth('Must configure one of topics or topics.regex');
  if (hasTopics && raw.topics?.split(',').some((topic) => topic.trim() === ''))
    return [{ key: 'topics', message: "Configuration 'topics' values must not be empty." }];
  const provisioning = provisioningProblem(raw);
  return [...deadLetterProblems(raw), ...(provisioning === undefined ? [] : [provisioning])];
};
