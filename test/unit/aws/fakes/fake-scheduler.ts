import {
  CreateScheduleCommand,
  type CreateScheduleInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { awsError, type Calls, recordCalls } from './calls.ts';

interface StoredSchedule extends CreateScheduleInput {
  created: Date;
  modified: Date;
}

export interface FakeScheduler extends Calls {
  readonly client: SchedulerClient;
  readonly schedules: Map<string, StoredSchedule>;
}

const PAGE = 100;

/** EventBridge Scheduler as far as the deployer knows it, with pages and errors as AWS has them. */
export const createFakeScheduler = (): FakeScheduler => {
  const schedules = new Map<string, StoredSchedule>();
  const calls = recordCalls();
  let now = Date.parse('2026-01-01');
  const tick = (): Date => {
    now += 10_000;
    return new Date(now);
  };

  const list = ({ input }: ListSchedulesCommand) => {
    const all = [...schedules.values()].filter(({ Name = '' }) => Name.startsWith(input.NamePrefix ?? ''));
    const from = Number(input.NextToken ?? 0);
    const to = from + Math.min(input.MaxResults ?? PAGE, PAGE);
    return {
      Schedules: all.slice(from, to).map(({ Name, State, Target, created, modified }) => ({
        Name,
        State,
        Target: { Arn: Target?.Arn },
        CreationDate: created,
        LastModificationDate: modified,
      })),
      ...(to < all.length && { NextToken: String(to) }),
    };
  };

  const existing = (name = ''): StoredSchedule => {
    const found = schedules.get(name);
    if (found === undefined) throw awsError('ResourceNotFoundException');
    return found;
  };

  const send = async (command: unknown): Promise<unknown> => {
    await Promise.resolve();
    if (command instanceof ListSchedulesCommand) {
      calls.enter('ListSchedules');
      return list(command);
    }
    if (command instanceof GetScheduleCommand) {
      calls.enter('GetSchedule');
      return existing(command.input.Name);
    }
    if (command instanceof CreateScheduleCommand) {
      calls.enter('CreateSchedule');
      const { Name = '' } = command.input;
      if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(Name)) throw awsError('ValidationException', Name);
      if (schedules.has(Name)) throw awsError('ConflictException');
      const at = tick();
      schedules.set(Name, { ...command.input, created: at, modified: at });
      return {};
    }
    if (command instanceof UpdateScheduleCommand) {
      calls.enter('UpdateSchedule');
      const old = existing(command.input.Name);
      schedules.set(command.input.Name ?? '', { ...command.input, created: old.created, modified: tick() });
      return {};
    }
    if (command instanceof DeleteScheduleCommand) {
      calls.enter('DeleteSchedule');
      existing(command.input.Name);
      schedules.delete(command.input.Name ?? '');
      return {};
    }
    throw new Error(`not faked: ${String(command)}`);
  };

  // The client has dozens of methods and overloads; the deployer uses `send`.
  return { ...calls, schedules, client: { send } as unknown as SchedulerClient };
};
