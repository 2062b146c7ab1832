import {
  CreateScheduleCommand,
  type CreateScheduleInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleOutput,
  ListSchedulesCommand,
  type SchedulerClient,
  type ScheduleSummary,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { attempt, attemptIfExists } from './aws-error.ts';
import { parseScheduleName, type ScheduleName } from './schedule-name.ts';

/** A schedule as a listing shows it. */
export interface ListedSchedule extends ScheduleName {
  readonly name: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  /** Whether it was changed after it was created: then its name no longer vouches for what it does. */
  readonly isChanged: boolean;
}

export type ScheduleDefinition = CreateScheduleInput & { readonly Name: string };

/** The schedules of one group. */
export interface Schedules {
  /** Those whose name begins so; all without a prefix. */
  list(prefix?: string): Promise<readonly ListedSchedule[]>;
  get(name: string): Promise<GetScheduleOutput | undefined>;
  create(definition: ScheduleDefinition): Promise<void>;
  update(definition: ScheduleDefinition): Promise<void>;
  remove(name: string): Promise<void>;
}

const PAGE_SIZE = 100;
/** What may lie between the two dates of a schedule that was only created. */
const CREATION_MS = 2000;

const listed = ({
  Name = '',
  State,
  Target,
  CreationDate,
  LastModificationDate,
}: ScheduleSummary): ListedSchedule[] => {
  const parsed = parseScheduleName(Name);
  if (parsed === undefined) return [];
  const age = (LastModificationDate?.getTime() ?? 0) - (CreationDate?.getTime() ?? 0);
  return [
    {
      ...parsed,
      name: Name,
      enabled: State === 'ENABLED',
      targetArn: Target?.Arn ?? '',
      isChanged: age > CREATION_MS,
    },
  ];
};

/** See https://docs.aws.amazon.com/scheduler/latest/APIReference/Welcome.html */
export const createSchedules = (client: SchedulerClient, GroupName: string): Schedules => ({
  list: (prefix) =>
    attempt('ListSchedules', async () => {
      const found: ListedSchedule[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new ListSchedulesCommand({ GroupName, MaxResults: PAGE_SIZE, NamePrefix: prefix, NextToken }),
        );
        found.push(...(page.Schedules ?? []).flatMap(listed));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return prefix === undefined ? found : found.filter(({ name }) => name.startsWith(prefix));
    }),
  get: (Name) => attemptIfExists(`GetSchedule ${Name}`, () => client.send(new GetScheduleCommand({ GroupName, Name }))),
  create: async (definition) => {
    await attempt(`CreateSchedule ${definition.Name}`, () => client.send(new CreateScheduleCommand(definition)));
  },
  update: async (definition) => {
    await attempt(`UpdateSchedule ${definition.Name}`, () => client.send(new UpdateScheduleCommand(definition)));
  },
  remove: async (Name) => {
    await attemptIfExists(`DeleteSchedule ${Name}`, () => client.send(new DeleteScheduleCommand({ GroupName, Name })));
  },
});
