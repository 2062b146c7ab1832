import { describe, expect, it } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { Deployment } from '../../../lib/herder/task-deployment.ts';
import { createWorld, PREFIX, sink, sinkTopic, source } from './deployment.ts';
import { awsError } from './fakes/calls.ts';

type World = ReturnType<typeof createWorld>;

/** Applies until it succeeds, as the reconciler does. @returns how often it took. */
const applyUntilDone = async ({ deployer, lambda }: World, deployment: Deployment): Promise<number> => {
  for (let count = 1; count < 10; count++) {
    const error = await deployer.apply(deployment).catch((thrown: unknown) => thrown);
    lambda.settle();
    if (error === undefined) return count;
    if (!(error instanceof RetriableError)) throw error;
  }
  throw new Error('never done');
};

const mappings = ({ lambda }: World) => [...lambda.mappings.values()];

describe('the AWS deployer and sinks', () => {
  it('makes an alias and a mapping for each topic', async () => {
    const world = createWorld();
    await world.deployer.apply(sink('to.s3', ['orders', 'customers'], { settings: { batchingWindowMs: 1500 } }));
    expect([...world.lambda.aliases]).toEqual([`${PREFIX}s3-sink:to_2es3`]);
    expect(mappings(world)).toHaveLength(2);
    expect(mappings(world)[0]).toMatchObject({
      FunctionArn: `${PREFIX}s3-sink:to_2es3`,
      Topics: ['orders'],
      BatchSize: 500,
      MaximumBatchingWindowInSeconds: 2,
      StartingPosition: 'TRIM_HORIZON',
      SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['b-1:9096', 'b-2:9096'] } },
      SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH' }],
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'connect-to.s3-orders' },
    });
    expect(mappings(world)[0]).not.toHaveProperty('FunctionResponseTypes');
    expect(await world.deployer.deployed()).toEqual(['to.s3']);
  });

  it('invokes a sink that wants ticks, while it runs', async () => {
    const world = createWorld();
    await world.deployer.apply({ ...sink('s', ['orders']), ticks: true });
    expect(world.lambda.invocations).toEqual([{ function: `${PREFIX}s3-sink:s`, event: { tick: true } }]);
    await world.deployer.apply(sink('s', ['orders']));
    world.lambda.settle();
    await applyUntilDone(world, { ...sink('s', []), ticks: true, topics: [sinkTopic('s', 'orders', false)] });
    expect(world.lambda.invocations).toHaveLength(1);
  });

  it('reads from an MSK cluster by its ARN', async () => {
    const world = createWorld({
      eventSource: { clusterArn: 'arn:aws:kafka:eu-west-1:1:cluster/shop/u', sourceAccess: [] },
    });
    await world.deployer.apply(sink('s', ['orders']));
    expect(mappings(world)[0]).toMatchObject({
      EventSourceArn: 'arn:aws:kafka:eu-west-1:1:cluster/shop/u',
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'connect-s-orders' },
    });
  });

  it('does nothing when all is as it should be, even while it is being created', async () => {
    const world = createWorld();
    await world.deployer.apply(sink('s', ['a', 'b']));
    const before = structuredClone(mappings(world));
    await world.deployer.apply(sink('s', ['a', 'b']));
    expect(mappings(world)).toEqual(before);
    world.lambda.settle();
    world.lambda.reset();
    await world.deployer.apply(sink('s', ['a', 'b']));
    expect(world.lambda.count()).toBe(world.lambda.count('GetAlias') + world.lambda.count('ListEventSourceMappings'));
  });

  it('changes in place what can be changed', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a']));
    const [before] = mappings(world);
    await applyUntilDone(world, sink('s', ['a'], { settings: { batchSize: 7, batchingWindowMs: 5000 } }));
    expect(mappings(world)).toMatchObject([{ UUID: before?.UUID, BatchSize: 7, MaximumBatchingWindowInSeconds: 5 }]);
    const paused = sink('s', [], {
      topics: [sinkTopic('s', 'a', false)],
      settings: { batchSize: 7, batchingWindowMs: 5000 },
    });
    await applyUntilDone(world, paused);
    expect(mappings(world)).toMatchObject([{ UUID: before?.UUID, State: 'Disabled' }]);
  });

  it('replaces a mapping whose window shall be the default again', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a'], { settings: { batchingWindowMs: 5000 } }));
    const [before] = mappings(world);
    expect(await applyUntilDone(world, sink('s', ['a']))).toBe(2);
    const [after] = mappings(world);
    expect(after?.UUID).not.toBe(before?.UUID);
    expect(after).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });

  it('replaces a mapping whose group is another', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a']));
    const renamed = sink('s', [], { topics: [{ ...sinkTopic('s', 'a'), groupId: 'mine' }] });
    await applyUntilDone(world, renamed);
    expect(mappings(world)).toMatchObject([{ SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'mine' } }]);
  });

  it('adds and removes topics', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a', 'b']));
    await applyUntilDone(world, sink('s', ['b', 'c']));
    expect(mappings(world).map(({ Topics }) => Topics?.[0])).toEqual(['b', 'c']);
  });

  it('takes everything away', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a', 'b'], { settings: { provisionedPollers: { minimum: 1 } } }));
    await applyUntilDone(world, sink('t', ['a']));
    expect(world.lambda.aliases.size).toBe(3);
    await expect(world.deployer.remove('s')).rejects.toThrow(RetriableError);
    await expect(world.deployer.remove('s')).rejects.toThrow(/is being deleted/);
    world.lambda.settle();
    await world.deployer.remove('s');
    expect([...world.lambda.aliases]).toEqual([`${PREFIX}s3-sink:t`]);
    expect(await world.deployer.deployed()).toEqual(['t']);
  });

  it('has provisioned mappings invoke by an alias of their own, which says that failures are heeded', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a']));
    const provisioned = {
      provisionedPollers: { minimum: 2 },
      filterPatterns: ['{"value":{"id":[1]}}'],
      onFailureDestination: 'arn:aws:sqs:eu-west-1:1:q',
      maximumRecordAgeSeconds: 3600,
      maximumRetryAttempts: 5,
      bisectBatchOnFunctionError: true,
    };
    await applyUntilDone(world, sink('s', ['a'], { settings: provisioned }));
    expect(mappings(world)).toMatchObject([
      {
        FunctionArn: `${PREFIX}s3-sink:s_r`,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ProvisionedPollerConfig: { MinimumPollers: 2 },
        FilterCriteria: { Filters: [{ Pattern: '{"value":{"id":[1]}}' }] },
        DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:1:q' } },
        MaximumRecordAgeInSeconds: 3600,
        MaximumRetryAttempts: 5,
        BisectBatchOnFunctionError: true,
      },
    ]);
    await applyUntilDone(world, sink('s', ['a']));
    expect(mappings(world)).toHaveLength(1);
    expect(mappings(world)[0]).toMatchObject({ FunctionArn: `${PREFIX}s3-sink:s` });
    expect(mappings(world)[0]).not.toHaveProperty('FunctionResponseTypes');
    expect([...world.lambda.aliases]).toEqual([`${PREFIX}s3-sink:s`]);
  });

  it('leaves alone the maximum of pollers that AWS fills in', async () => {
    const world = createWorld();
    const provisioned = sink('s', ['a'], { settings: { provisionedPollers: { minimum: 2 } } });
    await applyUntilDone(world, provisioned);
    const [one] = mappings(world);
    world.lambda.mappings.set(one?.UUID ?? '', {
      ...one,
      ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 200 },
    });
    world.lambda.reset();
    await world.deployer.apply(provisioned);
    expect(world.lambda.count('UpdateEventSourceMapping')).toBe(0);
  });

  it('moves a connector to another plugin', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a']));
    await applyUntilDone(world, sink('s', ['a'], { plugin: 'file-stream-sink' }));
    expect(mappings(world)).toMatchObject([{ FunctionArn: `${PREFIX}file-stream-sink:s` }]);
    expect([...world.lambda.aliases]).toEqual([`${PREFIX}file-stream-sink:s`]);
  });

  it('waits for what is under way', async () => {
    const world = createWorld();
    await world.deployer.apply(sink('s', ['a']));
    const paused = sink('s', [], { topics: [sinkTopic('s', 'a', false)] });
    await expect(world.deployer.apply(paused)).rejects.toThrow('the event source mapping of topic a is Creating');
    world.lambda.settle();
    await applyUntilDone(world, paused);
    expect(mappings(world)).toMatchObject([{ State: 'Disabled' }]);
  });

  it('goes on with one of two mappings of a topic', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a']));
    const [one] = mappings(world);
    world.lambda.mappings.set('mapping-00000', { ...one, UUID: 'mapping-00000' });
    await applyUntilDone(world, sink('s', ['a']));
    expect(mappings(world)).toMatchObject([{ UUID: 'mapping-00000' }]);
  });

  it('repairs what somebody deleted or changed by hand', async () => {
    const world = createWorld();
    await applyUntilDone(world, sink('s', ['a', 'b']));
    const [a, b] = mappings(world);
    world.lambda.mappings.delete(a?.UUID ?? '');
    world.lambda.mappings.set(b?.UUID ?? '', { ...b, BatchSize: 1, State: 'Disabled' });
    await applyUntilDone(world, sink('s', ['a', 'b']));
    expect(mappings(world).map(({ BatchSize, State }) => [BatchSize, State])).toEqual([
      [500, 'Enabled'],
      [500, 'Enabled'],
    ]);
  });

  it('does all it can when a part is throttled or in conflict, and the rest when it is called again', async () => {
    const world = createWorld();
    world.lambda.failNext('CreateEventSourceMapping', awsError('TooManyRequestsException'));
    world.lambda.failNext('CreateEventSourceMapping', awsError('ResourceConflictException'));
    expect(await applyUntilDone(world, sink('s', ['a', 'b', 'c', 'd']))).toBe(2);
    expect(mappings(world)).toHaveLength(4);
  });

  it('says what Lambda refuses for good', async () => {
    const { deployer, lambda } = createWorld();
    lambda.failNext('CreateEventSourceMapping', awsError('InvalidParameterValueException', 'no such secret'));
    const failed = deployer.apply(sink('s', ['a']));
    await expect(failed).rejects.toThrow(
      'CreateEventSourceMapping for topic a was refused: InvalidParameterValueException: no such secret',
    );
    await expect(failed).rejects.not.toBeInstanceOf(RetriableError);
  });

  it('refuses names that Lambda does not take', async () => {
    const { deployer } = createWorld();
    await expect(deployer.apply(sink('a name', ['t']))).rejects.toThrow(/consumer group connect-a name-t/);
    await expect(deployer.apply(sink('é'.repeat(50), ['t']))).rejects.toThrow(/function alias, which holds 128/);
    const long = sink('x'.repeat(127), ['t'], { settings: { provisionedPollers: { minimum: 1 } } });
    await expect(deployer.apply(long)).rejects.toThrow(/too long for a sink with event.source.provisioned/);
    await deployer.apply(source('é'.repeat(50)));
  });

  it('ends in the same state when two do it at once, and one late', async () => {
    const world = createWorld();
    const [older, newer] = [sink('s', ['a', 'b']), sink('s', ['b', 'c'], { settings: { batchSize: 9 } })];
    await Promise.allSettled([world.deployer.apply(older), world.deployer.apply(newer), world.deployer.apply(older)]);
    world.lambda.settle();
    await applyUntilDone(world, newer);
    expect(
      mappings(world)
        .map(({ Topics, BatchSize }) => [Topics?.[0], BatchSize])
        .toSorted(),
    ).toEqual([
      ['b', 9],
      ['c', 9],
    ]);
  });
});
