import { expect, it } from 'vitest';
import { ConflictError, type TaskConfigs } from '../../../lib/storage/config-backing-store.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import { newConnector, oddNames } from './names.ts';

const config = { 'connector.class': 'FileStreamSource', file: '/tmp/a', empty: '' };

const tasks = (generation: number, options: Partial<TaskConfigs> = {}): TaskConfigs => ({
  generation,
  fingerprint: `fingerprint-${generation}`,
  configs: [{ task: '0' }, { task: '1' }],
  restarts: {},
  ...options,
});

export const configContract = (storage: () => Storage): void => {
  const configs = () => storage().configs;

  it('knows nothing of a connector that was never written', async () => {
    expect(await configs().connector(newConnector())).toBeUndefined();
  });

  it('gives back what was created, started', async () => {
    const name = newConnector();
    await configs().putConnectorConfig(name, config, { expectedVersion: 0 });
    const state = { name, config, configVersion: 1, targetState: 'STARTED', tasks: undefined };
    expect(await configs().connector(name)).toStrictEqual(state);
  });

  it('creates a connector in a given state, and keeps the state when the configuration changes', async () => {
    const name = newConnector();
    await configs().putConnectorConfig(name, config, { expectedVersion: 0, targetState: 'PAUSED' });
    await configs().putConnectorConfig(name, { other: '1' }, { expectedVersion: 1 });
    const state = { name, config: { other: '1' }, configVersion: 2, targetState: 'PAUSED', tasks: undefined };
    expect(await configs().connector(name)).toStrictEqual(state);
  });

  it.each([0, 2])(
    'refuses a write that expects version %i of version 1, and its target state with it',
    async (version) => {
      const name = newConnector();
      await configs().putConnectorConfig(name, config, { expectedVersion: 0 });
      const write = configs().putConnectorConfig(name, {}, { expectedVersion: version, targetState: 'STOPPED' });
      await expect(write).rejects.toBeInstanceOf(ConflictError);
      expect(await configs().connector(name)).toMatchObject({ config, targetState: 'STARTED' });
    },
  );

  it('refuses to change a connector that is not there', async () => {
    const name = newConnector();
    await expect(configs().putConnectorConfig(name, config, { expectedVersion: 1 })).rejects.toBeInstanceOf(
      ConflictError,
    );
    expect(await configs().connector(name)).toBeUndefined();
  });

  it.each([undefined, 'STOPPED'] as const)(
    'lets one of many writers win, with target state %s',
    async (targetState) => {
      const name = newConnector();
      const options = { expectedVersion: 0, ...(targetState && { targetState }) };
      const writes = Array.from({ length: 20 }, (_, writer) =>
        configs().putConnectorConfig(name, { writer: String(writer) }, options),
      );
      const results = await Promise.allSettled(writes);
      const winners = results.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
      const losses = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(winners).toHaveLength(1);
      expect(losses.every((error) => error instanceof ConflictError)).toBe(true);
      expect(await configs().connector(name)).toMatchObject({
        config: { writer: String(winners[0]) },
        configVersion: 1,
      });
    },
  );

  it('changes the target state of a connector, and of no other', async () => {
    const [name, absent] = [newConnector(), newConnector()];
    await configs().putConnectorConfig(name, config, { expectedVersion: 0 });
    await configs().putTargetState(name, 'STOPPED');
    await configs().putTargetState(absent, 'STOPPED');
    expect(await configs().connector(name)).toMatchObject({ targetState: 'STOPPED', configVersion: 1 });
    expect(await configs().connector(absent)).toBeUndefined();
    await configs().putConnectorConfig(absent, config, { expectedVersion: 0 });
    expect(await configs().connector(absent)).toMatchObject({ targetState: 'STARTED' });
  });

  it('keeps the tasks of a removed connector until they are removed as well', async () => {
    const name = newConnector();
    await configs().putConnectorConfig(name, config, { expectedVersion: 0, targetState: 'PAUSED' });
    await configs().putTaskConfigs(name, tasks(1), 0);
    await configs().removeConnectorConfig(name);
    const state = { name, config: undefined, configVersion: 0, targetState: 'STARTED', tasks: tasks(1) };
    expect(await configs().connector(name)).toStrictEqual(state);
    expect(await configs().connectors()).toContainEqual(state);
    await configs().removeTaskConfigs(name);
    expect(await configs().connector(name)).toBeUndefined();
    expect((await configs().connectors()).map((connector) => connector.name)).not.toContain(name);
  });

  it('writes task configurations if the generation is the expected one', async () => {
    const name = newConnector();
    await configs().putTaskConfigs(name, tasks(1), 0);
    await configs().putTaskConfigs(name, tasks(2), 1);
    await expect(configs().putTaskConfigs(name, tasks(9), 1)).rejects.toBeInstanceOf(ConflictError);
    await expect(configs().putTaskConfigs(name, tasks(9), 0)).rejects.toBeInstanceOf(ConflictError);
    expect((await configs().connector(name))?.tasks).toStrictEqual(tasks(2));
  });

  it('counts every restart, of the right generation only', async () => {
    const name = newConnector();
    await configs().putTaskConfigs(name, tasks(3, { restarts: { 1: 5 } }), 0);
    await Promise.all(Array.from({ length: 5 }, () => configs().putRestart(name, 0, 3)));
    await configs().putRestart(name, 1, 3);
    await configs().putRestart(name, 1, 2);
    expect((await configs().connector(name))?.tasks?.restarts).toStrictEqual({ 0: 5, 1: 6 });
    const absent = newConnector();
    await configs().putRestart(absent, 0, 1);
    expect(await configs().connector(absent)).toBeUndefined();
  });

  it('holds a configuration of 300 KB and the configurations of 30 tasks made of it', async () => {
    const name = newConnector();
    const large = Object.fromEntries(
      Array.from({ length: 300 }, (_, key) => [`key.${key}`, `${key}`.padEnd(1_000, 'ä')]),
    );
    const half = Object.fromEntries(Object.entries(large).slice(0, 150));
    const configsOfTasks = Array.from({ length: 30 }, (_, task) => ({ ...large, task: String(task) }));
    await configs().putConnectorConfig(name, half, { expectedVersion: 0 });
    await configs().putTaskConfigs(name, tasks(1, { configs: configsOfTasks }), 0);
    const state = await configs().connector(name);
    expect(state?.config).toStrictEqual(half);
    expect(state?.tasks?.configs).toStrictEqual(configsOfTasks);
    await configs().removeTaskConfigs(name);
  });

  it('lists 300 connectors, sorted by name', async () => {
    const prefix = newConnector();
    const names = Array.from({ length: 300 }, (_, number) => `${prefix}-${number}`);
    await Promise.all(names.map((name) => configs().putConnectorConfig(name, config, { expectedVersion: 0 })));
    const listed = (await configs().connectors()).map(({ name }) => name);
    expect(listed.filter((name) => name.startsWith(prefix))).toStrictEqual(names.sort());
    expect(listed).toStrictEqual([...listed].sort());
  });

  it.each(oddNames)('takes the name %j', async (name) => {
    await configs().putConnectorConfig(name, config, { expectedVersion: 0 });
    expect(await configs().connector(name)).toMatchObject({ name, config });
    expect((await configs().connectors()).filter((connector) => connector.name === name)).toHaveLength(1);
    await configs().removeConnectorConfig(name);
    expect(await configs().connector(name)).toBeUndefined();
  });
};
