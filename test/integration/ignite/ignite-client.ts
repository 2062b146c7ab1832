import { randomUUID } from 'node:crypto';
import IgniteClient from 'apache-ignite-client';

/** Ignite's own client, which is not under test. Its numbers are doubles: longs are read as texts. */
export interface TestIgnite {
  sql(text: string): Promise<ReadonlyArray<readonly unknown[]>>;
  /** A cache, made if it is missing; keys are of that primitive type. */
  cache(name: string, keyType: string): ReturnType<InstanceType<typeof IgniteClient>['getOrCreateCache']>;
  close(): void;
}

export const connectIgnite = async (address: string): Promise<TestIgnite> => {
  const client = new IgniteClient();
  await client.connect(new IgniteClient.IgniteClientConfiguration(address));
  const cache: TestIgnite['cache'] = async (name, keyType) =>
    (await client.getOrCreateCache(name)).setKeyType(IgniteClient.ObjectType.PRIMITIVE_TYPE[keyType]);
  return {
    sql: async (text) => {
      const query = new IgniteClient.SqlFieldsQuery(text).setSchema('PUBLIC');
      return (await (await client.getOrCreateCache('queries')).query(query)).getAll();
    },
    cache,
    close: () => client.disconnect(),
  };
};

/** A name for caches, tables and types that no other test has. */
export const unique = (prefix: string): string => `${prefix}_${randomUUID().slice(0, 8)}`.toUpperCase();
