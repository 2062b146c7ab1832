import { afterAll, inject } from 'vitest';
import { createClients } from './dynamodb-clients.ts';
import { storageContract } from './storage-contract.ts';

const clients = createClients(inject('dynamodb'));
afterAll(clients.destroy);

storageContract('DynamoDB', async () => {
  const tables = await clients.newTables();
  const storage = clients.openStorage(tables);
  const reopen = async () => {
    await storage.close();
    return clients.openStorage(tables);
  };
  return { storage, reopen };
});
