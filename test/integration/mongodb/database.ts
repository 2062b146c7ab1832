import { randomUUID } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';
import { service } from '../../services/on-demand.ts';

const { url } = await service('mongodb');

export { url };

/** For looking into the store without the connectors. */
export const client = new MongoClient(url, { promoteValues: true, appName: 'test' });

/** A database of one's own. */
export const newDatabase = (): Db => client.db(`test_${randomUUID().replaceAll('-', '').slice(0, 16)}`);
