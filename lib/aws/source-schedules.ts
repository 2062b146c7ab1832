import { isDeepStrictEqual } from 'node:util';
import type { GetScheduleOutput } from '@aws-sdk/client-scheduler';
import type { SourceDeployment } from '../herder/task-deployment.ts';
import type { AwsDeployerSettings } from './deployer-settings.ts';
import { scheduleDefinition, sourceEvent } from './schedule-definition.ts';
import type { ListedSchedule, ScheduleDefinition, Schedules } from './schedules.ts';

export interface SourceSchedulesOptions {
  readonly schedules: Schedules;
  readonly settings: AwsDeployerSettings;
  /** Invokes a function asynchronously. */
  invoke(functionArn: string, event: unknown): Promise<void>;
}

type Work = () => Promise<void>;

/** What a schedule does, whatever else AWS says of it. */
const deeds = ({ ScheduleExpression, FlexibleTimeWindow, Target }: ScheduleDefinition | GetScheduleOutput) => {
  const { Arn, RoleArn, Input, DeadLetterConfig, RetryPolicy } = Target ?? {};
  return {
    ScheduleExpression,
    mode: FlexibleTimeWindow?.Mode,
    Arn,
    RoleArn,
    Input,
    queue: DeadLetterConfig?.Arn,
    age: RetryPolicy?.MaximumEventAgeInSeconds,
    retries: RetryPolicy?.MaximumRetryAttempts,
  };
};

/** What has to be done so that these schedules of a connector become those of its deployment; without one, all go. */
export const sourceScheduleWork = (
  { schedules, settings, invoke }: SourceSchedulesOptions,
  source: SourceDeployment | undefined,
  current: readonly ListedSchedule[],
): readonly Work[] => {
  const wanted =
    source?.tasks.map((task) => ({
      enabled: task.enabled,
      event: sourceEvent(source.connector, task.task),
      definition: scheduleDefinition(settings, source, task),
    })) ?? [];

  const isAsWanted = async (listed: ListedSchedule, definition: ScheduleDefinition): Promise<boolean> => {
    if (listed.targetArn !== definition.Target?.Arn) return false;
    if (!listed.isChanged) return true;
    const found = await schedules.get(listed.name);
    return found !== undefined && isDeepStrictEqual(deeds(found), deeds(definition));
  };

  const bring = async ({ enabled, event, definition }: (typeof wanted)[number]): Promise<void> => {
    const listed = current.find(({ name }) => name === definition.Name);
    const wasEnabled = listed?.enabled ?? false;
    if (listed === undefined) await schedules.create(definition);
    else if (listed.enabled !== enabled || !(await isAsWanted(listed, definition))) await schedules.update(definition);
    // Nothing waits for the first tick. If this is lost, it does.
    if (enabled && !wasEnabled) await invoke(definition.Target?.Arn ?? '', event);
  };

  const names = new Set(wanted.map(({ definition }) => definition.Name));
  const obsolete = current.filter(({ name }) => !names.has(name));
  return [
    ...wanted.map((one) => () => bring(one)),
    ...obsolete.map(
      ({ name }) =>
        () =>
          schedules.remove(name),
    ),
  ];
};
