import { type Db, MongoClient, MongoServerError } from 'mongodb';
import type { ServerOptions } from './server.ts';

/** Makes the server a replica set of its own, once; @throws until it is the primary. */
export async function initiateReplicaSet({ port, auth }: ServerOptions): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    const admin = client.db('admin');
    const { setName, isWritablePrimary } = await admin.command({ hello: 1 });
    if (setName === undefined) await initiate(admin, port);
    if (isWritablePrimary !== true) throw new Error('not the primary yet');
    if (auth) await createRoot(admin);
  } finally {
    await client.close();
  }
}

const initiate = (admin: Db, port: number) =>
  admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });

/** The first user, whom anybody on this machine may create as long as there is none. */
async function createRoot(admin: Db): Promise<void> {
  try {
    await admin.command({ createUser: 'root', pwd: 'root', roles: ['root'] });
  } catch (error) {
    const exists =
      error instanceof MongoServerError && ['Unauthorized', 'Location51003'].includes(String(error.codeName));
    if (!exists) throw error;
  }
}
