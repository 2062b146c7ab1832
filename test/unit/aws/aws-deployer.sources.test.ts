import { describe, expect, it } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SourceDeployment } from '../../../lib/herder/task-deployment.ts';
import { createWorld, PREFIX, sink, source } from './deployment.ts';
import { awsError } from './fakes/calls.ts';

const tasks = (...enabled: readonly boolean[]) => enabled.map((one, task) => ({ task, enabled: one }));

describe('the AWS deployer and sources', () => {
  it('makes a schedule for each task, and invokes the function at once', async () => {
    const { deployer, scheduler, lambda } = createWorld();
    await deployer.apply(source('orders', { tasks: tasks(true, true) }));
    const [first] = scheduler.schedules.values();
    expect(first).toMatchObject({
      GroupName: 'shop',
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Arn: `${PREFIX}jdbc-source`,
        RoleArn: 'arn:aws:iam::123456789012:role/schedules',
        Input: '{"connector":"orders","task":0}',
        DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:123456789012:dead-letters' },
      },
    });
    expect(lambda.invocations).toEqual([
      { function: `${PREFIX}jdbc-source`, event: { connector: 'orders', task: 0 } },
      { function: `${PREFIX}jdbc-source`, event: { connector: 'orders', task: 1 } },
    ]);
    expect(await deployer.deployed()).toEqual(['orders']);
  });

  it('does nothing when all is as it should be', async () => {
    const { deployer, scheduler, lambda } = createWorld();
    await deployer.apply(source('orders'));
    scheduler.reset();
    lambda.reset();
    await deployer.apply(source('orders'));
    expect(scheduler.count()).toBe(1);
    expect(lambda.count()).toBe(lambda.count('GetAlias'));
  });

  it('disables a paused task, and invokes a resumed one', async () => {
    const { deployer, scheduler, lambda } = createWorld();
    await deployer.apply(source('orders'));
    await deployer.apply(source('orders', { tasks: tasks(false) }));
    expect([...scheduler.schedules.values()].map(({ State }) => State)).toEqual(['DISABLED']);
    await deployer.apply(source('orders'));
    expect([...scheduler.schedules.values()].map(({ State }) => State)).toEqual(['ENABLED']);
    expect(lambda.invocations).toHaveLength(2);
  });

  it('replaces schedules of another generation, or that tick otherwise', async () => {
    const { deployer, scheduler, lambda } = createWorld();
    await deployer.apply(source('orders', { tasks: tasks(true, true) }));
    const before = [...scheduler.schedules.keys()];
    await deployer.apply(source('orders', { generation: 2 }));
    const after = [...scheduler.schedules.keys()];
    expect(after).toHaveLength(1);
    expect(before).not.toContain(after[0]);
    expect(lambda.invocations).toHaveLength(3);
    const hourly: SourceDeployment = { ...source('orders', { generation: 2 }), scheduleExpression: 'rate(1 hour)' };
    await deployer.apply(hourly);
    expect([...scheduler.schedules.values()].map((one) => one.ScheduleExpression)).toEqual(['rate(1 hour)']);
  });

  it('repairs what somebody deleted, disabled, or changed by hand', async () => {
    const { deployer, scheduler } = createWorld();
    await deployer.apply(source('orders', { tasks: tasks(true, true, true) }));
    const [gone, off, changed] = [...scheduler.schedules.entries()];
    if (gone === undefined || off === undefined || changed === undefined) throw new Error('three tasks');
    const whole = structuredClone([...scheduler.schedules.values()].map((one) => [one.Name, one.ScheduleExpression]));
    scheduler.schedules.delete(gone[0]);
    scheduler.schedules.set(off[0], { ...off[1], State: 'DISABLED' });
    const later = new Date(changed[1].created.getTime() + 60_000);
    scheduler.schedules.set(changed[0], { ...changed[1], ScheduleExpression: 'rate(7 days)', modified: later });
    await deployer.apply(source('orders', { tasks: tasks(true, true, true) }));
    const repaired = [...scheduler.schedules.values()].map((one) => [one.Name, one.ScheduleExpression]);
    expect(repaired.toSorted()).toEqual(whole.toSorted());
    expect([...scheduler.schedules.values()].every(({ State }) => State === 'ENABLED')).toBe(true);
  });

  it('removes a connector, and nothing of one whose name begins alike', async () => {
    const { deployer, scheduler } = createWorld();
    const long = 'x'.repeat(70);
    for (const name of ['a', 'ab', 'a.0', `${long}1`, `${long}2`]) await deployer.apply(source(name));
    await deployer.remove('a');
    await deployer.remove(`${long}1`);
    expect(await deployer.deployed()).toEqual(['a.0', 'ab', `${long}2`]);
    expect(scheduler.schedules.size).toBe(3);
    await deployer.remove('a');
  });

  it('removes the mappings of a connector that has become a source', async () => {
    const { deployer, lambda } = createWorld();
    await deployer.apply(sink('orders', ['t']));
    lambda.settle();
    await expect(deployer.apply(source('orders'))).rejects.toThrow(RetriableError);
    lambda.settle();
    await deployer.apply(source('orders'));
    expect(lambda.mappings.size).toBe(0);
    expect(lambda.aliases.size).toBe(0);
  });

  it('does all it can when a part fails, and the rest when it is called again', async () => {
    const { deployer, scheduler } = createWorld();
    scheduler.failNext('CreateSchedule', awsError('ThrottlingException'));
    await expect(deployer.apply(source('orders', { tasks: tasks(true, true, true) }))).rejects.toThrow(RetriableError);
    expect(scheduler.schedules.size).toBe(2);
    await deployer.apply(source('orders', { tasks: tasks(true, true, true) }));
    expect(scheduler.schedules.size).toBe(3);
  });

  it('says that a quota is reached', async () => {
    const { deployer, scheduler } = createWorld();
    scheduler.failNext('CreateSchedule', awsError('ServiceQuotaExceededException', 'too many schedules'));
    const failed = deployer.apply(source('orders'));
    await expect(failed).rejects.toThrow(/too many schedules; a quota of this AWS account is reached/);
    await expect(failed).rejects.not.toBeInstanceOf(RetriableError);
  });

  it('refuses a plugin that is not deployed', async () => {
    const { deployer } = createWorld();
    await expect(deployer.apply(source('orders', { plugin: 'mqtt-source' }))).rejects.toThrow(
      'Connector orders needs plugin mqtt-source, which this worker is deployed without; it has jdbc-source, datagen',
    );
  });

  it('ends in the same state when two do it at once', async () => {
    const { deployer, scheduler } = createWorld();
    const wanted = source('orders', { tasks: tasks(true, true, true) });
    await Promise.allSettled([deployer.apply(wanted), deployer.apply(wanted)]);
    await deployer.apply(wanted);
    expect(scheduler.schedules.size).toBe(3);
  });
});
