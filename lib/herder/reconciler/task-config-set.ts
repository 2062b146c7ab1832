import { connectorConfig } from '../../config/common/connector-config.ts';
import type { ConnectorPlugin } from '../../config/define-connector.ts';
import { configValue } from '../../config/parse-config.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';

/** Keys that a sink task has from its connector, whatever the plugin makes of its configuration. */
const FROM_CONNECTOR = ['name', 'connector.class', 'topics', 'topics.regex'] as const;

const inherited = (raw: RawConfig): RawConfig =>
  Object.fromEntries(FROM_CONNECTOR.flatMap((key) => (raw[key] === undefined ? [] : [[key, raw[key]]])));

const tooMany = (name: string, tasks: number, maxTasks: number): string =>
  `The connector ${name} has generated ${tasks} tasks, which is greater than ${maxTasks}, the maximum number of tasks it is configured to create.`;

/**
 * The configurations of a connector's tasks as `GET /connectors/{name}/tasks` shows them; follows
 * `Worker.connectorTaskConfigs`.
 *
 * @throws ConnectError when the plugin makes more tasks than `tasks.max` allows, unless `tasks.max.enforce` is off (KIP-1004).
 */
export const taskConfigSet = (
  plugin: ConnectorPlugin,
  name: string,
  raw: RawConfig,
  log: Logger,
): readonly RawConfig[] => {
  const maxTasks = Number(configValue('tasks.max', connectorConfig['tasks.max'], raw));
  const enforced = configValue('tasks.max.enforce', connectorConfig['tasks.max.enforce'], raw) === true;
  const tasks = plugin.taskConfigs(raw, maxTasks);
  if (tasks.length > maxTasks && enforced)
    throw new ConnectError(
      `${tooMany(name, tasks.length, maxTasks)} This behavior should be considered a bug and is disallowed. If necessary, it can be permitted by reconfiguring the connector with 'tasks.max.enforce' set to false; however, this option will be removed in a future release of Kafka Connect.`,
      { className: 'org.apache.kafka.connect.runtime.TooManyTasksException' },
    );
  if (tasks.length > maxTasks) log.warn(tooMany(name, tasks.length, maxTasks));
  return tasks.map((task) => ({ ...inherited(raw), ...task, 'task.class': plugin.taskClass }));
};
