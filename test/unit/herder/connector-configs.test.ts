import { expect, test } from 'vitest';
import { ConflictError } from '../../../lib/storage/config-backing-store.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { givenWorker } from './given-worker.ts';
import { sourceConfig } from './sample-plugins.ts';

test('of two that create the same connector, one is told that it exists', async () => {
  const { herder } = givenWorker();
  const results = await Promise.allSettled(
    [1, 2].map(() => herder.createConnector({ name: 's', config: sourceConfig })),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { message: 'Connector s already exists' },
  });
});

test('patches made at the same time are both kept', async () => {
  const { herder } = givenWorker();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await Promise.all([herder.patchConnectorConfig('s', { a: '1' }), herder.patchConnectorConfig('s', { b: '2' })]);
  expect(await herder.connectorConfig('s')).toMatchObject({ a: '1', b: '2' });
});

test('a configuration that keeps being changed by others is a conflict in the end', async () => {
  const storage = createMemoryStorage();
  const { herder } = givenWorker({ storage });
  await herder.createConnector({ name: 's', config: sourceConfig });
  const busy = {
    ...storage.configs,
    putConnectorConfig: async () => {
      throw new ConflictError('again');
    },
  };
  const late = givenWorker({ storage: { ...storage, configs: busy } });
  await expect(late.herder.patchConnectorConfig('s', { a: '1' })).rejects.toThrow(/conflicting operation/);
});

test('the version of a plugin may be asked for as a range', async () => {
  const { herder } = givenWorker();
  const asked = (version: string) => herder.connectorPluginConfig('SampleSource', version);
  for (const version of ['1.0.0', 'latest', '[1.0,2)', '(0.9,]', '[1.0.0]'])
    await expect(asked(version)).resolves.toBeDefined();
  for (const version of ['1.0.1', '(1.0.0,2]', '[0.1,1.0.0)', 'x', ''])
    await expect(asked(version)).rejects.toThrow(/version range/);
});
