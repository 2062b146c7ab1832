import { expect, inject, test } from 'vitest';
import { createDynamoDbStorage } from '../../../lib/storage/dynamodb/dynamodb-storage.ts';
import { givenWorker } from '../../unit/herder/given-worker.ts';
import { sourceConfig } from '../../unit/herder/sample-plugins.ts';
import { createOwnTables, dynamoDbClient } from '../../worker/dynamodb-tables.ts';

const ROUNDS = 20;

const client = dynamoDbClient(inject('dynamodb'));
const storage = createDynamoDbStorage({ client, tables: await createOwnTables(inject('dynamodb')) });
/** Two workers, as two functions that run at the same time. */
const [{ herder: one }, { herder: other }] = [givenWorker({ storage }), givenWorker({ storage })];

test('of a replacement and a change at the same time, neither undoes the other', async () => {
  let bothKept = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const name = `race-${round}`;
    await one.createConnector({ name, config: { ...sourceConfig, old: 'yes' } });
    await Promise.all([
      one.putConnectorConfig(name, { ...sourceConfig, put: 'yes' }),
      other.patchConnectorConfig(name, { patched: 'yes' }),
    ]);
    const { old, put, patched } = await one.connectorConfig(name);
    // The replacement came last and replaced the change, or the change was made to the replacement.
    expect({ old, put }).toEqual({ old: undefined, put: 'yes' });
    if (patched === 'yes') bothKept++;
  }
  console.info(`a change was made to the replacement in ${bothKept} of ${ROUNDS} rounds`);
});

test('of many changes at the same time each is kept, or refused as a conflict', async () => {
  await one.createConnector({ name: 'many', config: sourceConfig });
  const keys = Array.from({ length: 12 }, (_, i) => `key.${i}`);
  const results = await Promise.allSettled(
    keys.map((key, i) => (i % 2 === 0 ? one : other).patchConnectorConfig('many', { [key]: 'yes' })),
  );
  const kept = Object.keys(await one.connectorConfig('many')).filter((key) => key.startsWith('key.'));
  const accepted = keys.filter((_, i) => results[i]?.status === 'fulfilled');
  expect(kept.toSorted()).toEqual(accepted.toSorted());
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason.message).toMatch(/conflicting operation/);
  console.info(`${accepted.length} of ${keys.length} changes at once were accepted`);
});
