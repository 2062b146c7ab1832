import { expect, test } from 'vitest';
import { ConfigError, RetriableError } from '../../../lib/connect/errors.ts';
import { givenWorker } from './given-worker.ts';
import { sinkConfig, sourceConfig } from './sample-plugins.ts';

const failed = (generation: number, task = 0) =>
  ({ task, state: 'FAILED', workerId: 'w2', generation, trace: 'boom' }) as const;

test('a new source is split up, deployed and RUNNING', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 's', config: { ...sourceConfig, tables: '2' } });
  await reconciler.reconcile('s');
  expect(deployer.current.get('s')).toEqual({
    kind: 'source',
    connector: 's',
    plugin: 'sample-source',
    generation: 1000,
    tasks: [
      { task: 0, enabled: true },
      { task: 1, enabled: true },
    ],
  });
  expect(await herder.connectorStatus('s')).toEqual({
    name: 's',
    type: 'source',
    connector: { state: 'RUNNING', workerId: 'w1', version: '1.0.0' },
    tasks: [
      { task: 0, state: 'RUNNING', workerId: 'w1', version: '1.0.0' },
      { task: 1, state: 'RUNNING', workerId: 'w1', version: '1.0.0' },
    ],
  });
  expect((await herder.taskConfigs('s'))[1]?.config).toEqual({
    'connector.class': 'SampleSource',
    name: 's',
    table: '1',
    tables: '2',
    'task.class': 'org.example.SampleSourceTask',
    'tasks.max': '5',
  });
});

test('a second look changes nothing', async () => {
  const { herder, reconciler, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  let changes = 0;
  await storage.configs.subscribe(() => changes++);
  await storage.statuses.subscribe(() => changes++);
  await reconciler.reconcile('s');
  await reconciler.reconcileAll();
  expect(changes).toBe(0);
});

test('a new configuration is a new generation', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  await herder.putConnectorConfig('s', { ...sourceConfig, tables: '3' });
  await reconciler.reconcile('s');
  expect(deployer.current.get('s')).toMatchObject({ generation: 1001, tasks: [{}, {}, {}] });
  await herder.putConnectorConfig('s', sourceConfig);
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).tasks).toHaveLength(1);
});

test('concurrent looks end in one state', async () => {
  const { herder, reconciler, deployer, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await Promise.all(Array.from({ length: 5 }, () => reconciler.reconcile('s')));
  expect((await storage.configs.connector('s'))?.tasks?.generation).toBe(1000);
  expect(deployer.current.get('s')?.generation).toBe(1000);
});

test('a deployment of what is out of date is put right', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  deployer.onApply = async () => {
    deployer.onApply = async () => {};
    await herder.pauseConnector('s');
    await reconciler.reconcile('s');
  };
  await reconciler.reconcile('s');
  expect(deployer.current.get('s')).toMatchObject({ tasks: [{ task: 0, enabled: false }] });
  expect((await herder.connectorStatus('s')).connector.state).toBe('PAUSED');
});

test('a connector deleted and created again while it is torn down runs', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  await herder.deleteConnectorConfig('s');
  const remove = deployer.remove;
  deployer.remove = async (connector) => {
    deployer.remove = remove;
    await herder.createConnector({ name: 's', config: sourceConfig });
    await reconciler.reconcile('s');
    await remove(connector);
  };
  await reconciler.reconcile('s');
  expect(deployer.current.get('s')).toMatchObject({ tasks: [{ task: 0, enabled: true }] });
  expect((await herder.connectorStatus('s')).tasks[0]?.state).toBe('RUNNING');
});

test('deleting tears down, and leaves nothing but offsets', async () => {
  const { herder, reconciler, deployer, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  await herder.deleteConnectorConfig('s');
  await expect(herder.connectorStatus('s')).rejects.toThrow('No status found for connector s');
  await reconciler.reconcile('s');
  expect(deployer.current.size).toBe(0);
  expect(await storage.configs.connectors()).toEqual([]);
  expect(await storage.statuses.statuses()).toEqual([]);
});

test('what is set up of an unknown connector is removed with the others', async () => {
  const { reconciler, deployer } = givenWorker();
  await deployer.apply({ kind: 'source', connector: 'ghost', plugin: 'sample-source', generation: 1, tasks: [] });
  await reconciler.reconcileAll();
  expect(deployer.current.size).toBe(0);
});

test('a task that FAILED stays so until it is restarted', async () => {
  const { herder, reconciler, deployer, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: { ...sourceConfig, tables: '2' } });
  await reconciler.reconcile('s');
  await storage.statuses.putTaskStatusSafe('s', failed(1000));
  await reconciler.reconcile('s');
  expect(deployer.current.get('s')).toMatchObject({ tasks: [{ enabled: false }, { enabled: true }] });
  expect((await herder.connectorStatus('s')).tasks[0]).toMatchObject({ state: 'FAILED', trace: 'boom' });

  await herder.restartTask('s', 0);
  expect((await storage.configs.connector('s'))?.tasks?.restarts).toEqual({ 0: 1 });
  expect((await herder.connectorStatus('s')).tasks[0]?.state).toBe('RESTARTING');
  await reconciler.reconcile('s');
  expect(deployer.current.get('s')).toMatchObject({ tasks: [{ enabled: true }, { enabled: true }] });
  expect((await herder.connectorStatus('s')).tasks[0]).toEqual({
    task: 0,
    state: 'RUNNING',
    workerId: 'w1',
    version: '1.0.0',
  });
});

test('a task that FAILED runs again on a new configuration', async () => {
  const { herder, reconciler, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  await storage.statuses.putTaskStatusSafe('s', failed(1000));
  await herder.patchConnectorConfig('s', { password: 'x' });
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).tasks[0]?.state).toBe('RUNNING');
});

test('a wrong configuration written by hand shows as FAILED, and what runs stays', async () => {
  const { herder, reconciler, deployer, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  const write = { expectedVersion: 1 };
  await storage.configs.putConnectorConfig('s', { ...sourceConfig, tables: 'many' }, write);
  await reconciler.reconcile('s');
  const { connector } = await herder.connectorStatus('s');
  expect(connector.state).toBe('FAILED');
  expect(connector.trace).toMatch(
    /^org\.apache\.kafka\.common\.config\.ConfigException: Connector configuration is invalid and contains the following 1 error\(s\):\nInvalid value many for configuration tables: Not a number of type INT\n/,
  );
  expect(deployer.current.get('s')?.generation).toBe(1000);

  await herder.stopConnector('s');
  await reconciler.reconcile('s');
  expect(deployer.current.size).toBe(0);
});

test('a paused connector with a wrong configuration does not run', async () => {
  const { herder, reconciler, deployer, storage } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  await storage.configs.putConnectorConfig('s', { 'connector.class': 'Nope' }, { expectedVersion: 1 });
  await herder.pauseConnector('s');
  await reconciler.reconcile('s');
  expect(deployer.current.size).toBe(0);
});

test('a configuration written by hand need not repeat its name', async () => {
  const { herder, reconciler, storage } = givenWorker();
  await storage.configs.putConnectorConfig('s', sourceConfig, { expectedVersion: 0 });
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).connector.state).toBe('RUNNING');
});

test('more tasks than allowed fail the connector, unless that is not enforced', async () => {
  const { herder, reconciler } = givenWorker();
  const config = { ...sourceConfig, tables: '3', 'tasks.max': '2' };
  await herder.createConnector({ name: 's', config });
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).connector.trace).toMatch(
    /ConnectException: The connector s has generated 3 tasks, which is greater than 2, the maximum number of tasks/,
  );
  await herder.patchConnectorConfig('s', { 'tasks.max.enforce': 'false' });
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).tasks).toHaveLength(3);
});

test('a deployment that can never work fails the connector; one that may later is tried again', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  deployer.onApply = async () => {
    throw new RetriableError('busy');
  };
  await expect(reconciler.reconcile('s')).rejects.toThrow('busy');
  expect((await herder.connectorStatus('s')).tasks).toEqual([{ task: 0, state: 'UNASSIGNED', workerId: 'w1' }]);
  deployer.onApply = async () => {
    throw new ConfigError('no such function');
  };
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).connector).toMatchObject({
    state: 'FAILED',
    trace: expect.stringMatching(/ConfigException: no such function/),
  });
  deployer.onApply = async () => {};
  await herder.restartConnector('s');
  expect((await herder.connectorStatus('s')).connector).toEqual({ state: 'RUNNING', workerId: 'w1', version: '1.0.0' });
});

test('stopping takes tasks away, and resuming makes them under a greater generation', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  await herder.stopConnector('s');
  await reconciler.reconcile('s');
  expect(deployer.current.size).toBe(0);
  expect(await herder.connectorStatus('s')).toMatchObject({ connector: { state: 'STOPPED' }, tasks: [] });
  await herder.resumeConnector('s');
  await reconciler.reconcile('s');
  expect(deployer.current.get('s')?.generation).toBeGreaterThanOrEqual(1000);
  expect((await herder.connectorStatus('s')).tasks[0]?.state).toBe('RUNNING');
});

test('a connector created PAUSED has no tasks until it is resumed', async () => {
  const { herder, reconciler } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig, initialState: 'PAUSED' });
  await reconciler.reconcile('s');
  expect(await herder.connectorStatus('s')).toMatchObject({ connector: { state: 'PAUSED' }, tasks: [] });
  await herder.resumeConnector('s');
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).tasks).toHaveLength(1);
});

test('a sink gets a group for each topic, dealt out to its tasks', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 'k', config: sinkConfig });
  await reconciler.reconcile('k');
  expect(deployer.current.get('k')).toEqual({
    kind: 'sink',
    connector: 'k',
    plugin: 'sample-sink',
    generation: 1000,
    settings: { batchSize: 10_000, batchingWindowMs: 0, startingPosition: 'TRIM_HORIZON' },
    topics: [
      { topic: 'a', groupId: 'connect-k-a', task: 0, enabled: true },
      { topic: 'b', groupId: 'connect-k-b', task: 1, enabled: true },
      { topic: 'c', groupId: 'connect-k-c', task: 0, enabled: true },
    ],
  });
});

test('only the topics of a task that FAILED rest', async () => {
  const { herder, reconciler, deployer, storage } = givenWorker();
  await herder.createConnector({ name: 'k', config: sinkConfig });
  await reconciler.reconcile('k');
  await storage.statuses.putTaskStatusSafe('k', failed(1000, 1));
  await reconciler.reconcile('k');
  expect(deployer.current.get('k')).toMatchObject({
    topics: [{ enabled: true }, { topic: 'b', enabled: false }, { enabled: true }],
  });
});

test('a pattern takes the topics that match as a whole, and those that appear later', async () => {
  const { herder, reconciler, deployer, kafka } = givenWorker();
  for (const topic of ['orders-1', 'old-orders-1', '__consumer_offsets']) kafka.addTopic(topic);
  const { topics: _, ...config } = sinkConfig;
  await herder.createConnector({ name: 'k', config: { ...config, 'topics.regex': 'orders-.*|__.*' } });
  await reconciler.reconcileAll();
  expect(deployer.current.get('k')).toMatchObject({ generation: 1000, topics: [{ topic: 'orders-1' }] });
  kafka.addTopic('orders-2');
  await reconciler.reconcileAll();
  expect(deployer.current.get('k')).toMatchObject({
    generation: 1000,
    topics: [{ topic: 'orders-1' }, { topic: 'orders-2' }],
  });
});

test.each([
  [{}, { batchSize: 10_000, batchingWindowMs: 0, startingPosition: 'TRIM_HORIZON' }],
  [{ 'flush.size': '7' }, { batchSize: 7, batchingWindowMs: 5000, startingPosition: 'TRIM_HORIZON' }],
  [{ 'flush.size': '7', 'consumer.override.max.poll.records': '20000' }, { batchSize: 10_000 }],
  [{ 'event.source.batch.size': '5', 'consumer.override.max.poll.records': '9' }, { batchSize: 5 }],
  [{ 'flush.size': '7', 'event.source.batching.window.ms': '0' }, { batchingWindowMs: 0 }],
  [{ 'consumer.override.auto.offset.reset': 'latest' }, { startingPosition: 'LATEST' }],
])('settings of %j', async (config, settings) => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 'k', config: { ...sinkConfig, ...config } });
  await reconciler.reconcile('k');
  expect(deployer.current.get('k')).toMatchObject({ settings });
});
