import { expect, test } from 'vitest';
import { ConfigError, RetriableError } from '../../../lib/connect/errors.ts';
import { givenWorker } from './given-worker.ts';
import { sourceConfig } from './sample-plugins.ts';

const failed = (generation: number) =>
  ({ task: 0, state: 'FAILED', workerId: 'w2', generation, trace: 'boom' }) as const;

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

test('more tasks than allowed fail the connector, unless that is not enforced', async () => {
  const { herder, reconciler } = givenWorker();
  const config = { ...sourceConfig, tables: '3', 'tasks.max': '2' };
  await herder.createConnector({ name: 's', config });
  await reconciler.reconcile('s');
  expect((await herder.connectorStatus('s')).connector.trace).toMatch(
    /^org\.apache\.kafka\.connect\.runtime\.TooManyTasksException: The connector s has generated 3 tasks, which is greater than 2, the maximum number of tasks/,
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
