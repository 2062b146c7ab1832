import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { storageContract } from './storage-contract.ts';

storageContract('memory', async () => ({ storage: createMemoryStorage() }));
