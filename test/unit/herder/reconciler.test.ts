import { expect, test } from 'vitest';
import { givenWorker } from './given-worker.ts';
import { sourceConfig } from './sample-plugins.ts';

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

test('task configurations that a task found outdated are made anew, once', async () => {
  const { herder, reconciler, deployer } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await reconciler.reconcile('s');
  await reconciler.reconfigure('s', 1000);
  const { generation = 0 } = deployer.current.get('s') ?? {};
  expect(generation).toBeGreaterThan(1000);
  // Another task that asked for the same, and comes late.
  await reconciler.reconfigure('s', 1000);
  expect(deployer.current.get('s')).toMatchObject({ generation });
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

test('a configuration written by hand need not repeat its name', async () => {
  const { herder, reconciler, storage } = givenWorker();
  await storage.configs.putConnectorConfig('s', sourceConfig, { expectedVersion: 0 });
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).connector.state).toBe('RUNNING');
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
