import { describe, expect, it } from 'vitest';
import type { Deployment, TaskDeployer } from '../../../lib/herder/task-deployment.ts';
import { createWorld, sink, sinkTopic, source } from './deployment.ts';

const wanted: readonly Deployment[] = Array.from({ length: 500 }, (_, n) => [
  source(`source-${n}`),
  sink(`sink-${n}`, [`topic-${n}`]),
]).flat();

const applyAll = async (deployer: TaskDeployer, deployments = wanted): Promise<void> => {
  for (const one of deployments) await deployer.apply(one);
};

const fullWorld = async () => {
  const world = createWorld();
  await applyAll(world.deployer.forPass());
  world.lambda.settle();
  const reset = (): void => {
    world.scheduler.reset();
    world.lambda.reset();
  };
  reset();
  return { ...world, reset, calls: () => world.scheduler.count() + world.lambda.count() };
};

describe('a pass of the AWS deployer over 1,000 connectors', () => {
  it('lists what is set up once, a hundred at a time', async () => {
    const { deployer, scheduler, lambda, calls } = await fullWorld();
    const pass = deployer.forPass();
    expect(await pass.deployed()).toHaveLength(1000);
    await applyAll(pass);
    expect(scheduler.count('ListSchedules')).toBe(5);
    expect(lambda.count('ListEventSourceMappings')).toBe(5);
    expect(lambda.count('ListAliases')).toBe(11);
    expect(calls()).toBe(21);
  });

  it('touches only what differs', async () => {
    const { deployer, scheduler, lambda, calls } = await fullWorld();
    const pass = deployer.forPass();
    const paused = sink('sink-7', [], { topics: [sinkTopic('sink-7', 'topic-7', false)] });
    await applyAll(pass, [...wanted.filter(({ connector }) => !['sink-7', 'source-9'].includes(connector)), paused]);
    await pass.remove('source-9');
    expect(calls()).toBe(23);
    expect(lambda.count('UpdateEventSourceMapping')).toBe(1);
    expect(scheduler.count('DeleteSchedule')).toBe(1);
    expect(scheduler.schedules.size).toBe(499);
  });

  it('asks anew for a connector that it looks at again', async () => {
    const { deployer, scheduler } = await fullWorld();
    const pass = deployer.forPass();
    await pass.remove('source-1');
    await pass.apply(source('source-1'));
    await pass.apply(source('source-1'));
    expect(scheduler.count('CreateSchedule')).toBe(1);
    expect(scheduler.schedules.size).toBe(500);
  });

  it('is one connector of a thousand when one changes', async () => {
    const { deployer, calls, reset } = await fullWorld();
    await deployer.apply(source('source-3', { generation: 2 }));
    // Schedules listed, an alias looked for on each of two sink plugins, created, invoked, deleted.
    expect(calls()).toBe(6);
    reset();
    await deployer.apply(sink('sink-3', ['topic-3'], { settings: { batchSize: 1 } }));
    // Schedules, an alias on each of two plugins, the mappings of the one, its other alias, updated.
    expect(calls()).toBe(6);
  });

  it('finds connectors that are set up and nothing else, long names included', async () => {
    const { deployer, scheduler } = createWorld();
    const names = ['a', 'x'.repeat(100), 'ü/ß', `${'y'.repeat(80)}1`, `${'y'.repeat(80)}2`];
    for (const name of names) await deployer.apply(source(name));
    expect(await deployer.deployed()).toEqual(names.toSorted());
    const gets = scheduler.count('GetSchedule');
    await deployer.deployed();
    expect(scheduler.count('GetSchedule')).toBe(gets);
  });

  it('leaves alone what is of other workers', async () => {
    const { deployer, lambda } = createWorld();
    lambda.mappings.set('x', {
      UUID: 'x',
      FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-2_s3-sink:s',
    });
    lambda.mappings.set('y', { UUID: 'y', FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:other' });
    expect(await deployer.deployed()).toEqual([]);
  });

  it('finds mappings of a plugin that is not deployed any more', async () => {
    const { deployer, lambda } = createWorld();
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:shop_old-sink:s';
    lambda.mappings.set('x', { UUID: 'x', FunctionArn: arn, State: 'Enabled', Topics: ['t'] });
    const pass = deployer.forPass();
    expect(await pass.deployed()).toEqual(['s']);
    await expect(pass.remove('s')).rejects.toThrow(/is being deleted/);
    lambda.settle();
    expect(await deployer.deployed()).toEqual([]);
  });
});
