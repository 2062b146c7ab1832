import type { SourceDeployment, SourceTaskDeployment } from '../herder/task-deployment.ts';
import type { SourceEvent } from '../runtime/source/source-function.ts';
import { type AwsDeployerSettings, functionArn } from './deployer-settings.ts';
import { connectorKey, definitionHash, formatScheduleName } from './schedule-name.ts';
import type { ScheduleDefinition } from './schedules.ts';

const DEFAULT_EXPRESSION = 'rate(1 minute)';
const MAX_DESCRIPTION = 512;
/** A tick that could not be delivered soon is not worth delivering: the next one says the same. */
const RETRY_POLICY = { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 3 };

export const sourceEvent = (connector: string, task: number): SourceEvent => ({ connector, task });

/**
 * The schedule of one task. Its name carries a hash of all that it does and of the connector's generation: whatever changes
 * makes another name, so that the new schedule, and a first run with it, comes before the old one goes.
 */
export const scheduleDefinition = (
  settings: AwsDeployerSettings,
  source: SourceDeployment,
  { task, enabled }: SourceTaskDeployment,
): ScheduleDefinition => {
  const { connector, plugin, generation } = source;
  const definition = {
    GroupName: settings.scheduleGroup,
    Description: `Runs task ${task} of connector ${connector}`.slice(0, MAX_DESCRIPTION),
    ScheduleExpression: source.scheduleExpression ?? settings.scheduleExpression ?? DEFAULT_EXPRESSION,
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    Target: {
      Arn: functionArn(settings, plugin),
      RoleArn: settings.scheduleRoleArn,
      Input: JSON.stringify(sourceEvent(connector, task)),
      DeadLetterConfig: { Arn: settings.deadLetterQueueArn },
      RetryPolicy: RETRY_POLICY,
    },
  };
  const name = { key: connectorKey(connector), task, definition: definitionHash([definition, generation]) };
  return { ...definition, Name: formatScheduleName(name), State: enabled ? 'ENABLED' : 'DISABLED' };
};
