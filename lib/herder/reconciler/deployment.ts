import { eventSourceOptions, scheduleConfig } from '../../config/common/event-source-config.ts';
import type { ConnectorPlugin, SinkConnectorPlugin, SourceConnectorPlugin } from '../../config/define-connector.ts';
import { parseConfig } from '../../config/parse-config.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { taskOfTopic } from '../../runtime/sink/sink-topics.ts';
import { connectGroupId, topicGroupId } from '../sink-groups/group-ids.ts';
import type { Deployment, SinkDeployment, SourceDeployment } from '../task-deployment.ts';
import { eventSourceSettings } from './event-source-settings.ts';

/** What is known of a connector whose tasks shall be deployed. */
export interface DeploymentRequest {
  readonly connector: string;
  readonly raw: RawConfig;
  readonly generation: number;
  readonly tasks: number;
  /** Whether a task shall run now. */
  enabled(task: number): boolean;
  /** Topics a sink takes now, sorted. */
  readonly topics: readonly string[];
}

const scheduleOf = (raw: RawConfig): Pick<SourceDeployment, 'scheduleExpression'> => {
  const { 'schedule.expression': scheduleExpression } = parseConfig(scheduleConfig, raw);
  return scheduleExpression === null ? {} : { scheduleExpression };
};

const sourceDeployment = (plugin: SourceConnectorPlugin, request: DeploymentRequest): SourceDeployment => ({
  kind: 'source',
  connector: request.connector,
  plugin: plugin.name,
  generation: request.generation,
  ...scheduleOf(request.raw),
  tasks: Array.from({ length: request.tasks }, (_, task) => ({ task, enabled: request.enabled(task) })),
});

/** A sink without tasks takes no topics. */
const sinkDeployment = (plugin: SinkConnectorPlugin, request: DeploymentRequest): SinkDeployment => ({
  kind: 'sink',
  connector: request.connector,
  plugin: plugin.name,
  generation: request.generation,
  ...(plugin.ticks(request.raw) && { ticks: true }),
  settings: { ...eventSourceSettings(plugin, request.raw), ...eventSourceOptions(request.raw) },
  topics: (request.tasks === 0 ? [] : request.topics).map((topic) => {
    const task = taskOfTopic(topic, request.raw, request.tasks);
    const groupId = topicGroupId(connectGroupId(request.connector, request.raw), topic);
    return { topic, groupId, task, enabled: request.enabled(task) };
  }),
});

export const deploymentOf = (plugin: ConnectorPlugin, request: DeploymentRequest): Deployment =>
  plugin.kind === 'source' ? sourceDeployment(plugin, request) : sinkDeployment(plugin, request);
