import 'vitest';
import type { AwsConnection } from './aws-connection.ts';
import type { KafkaConnection } from './kafka.ts';
import type { SqlConnection } from './sql-connection.ts';

/**
 * What a test file gets from `inject`: one instance of each service for the whole run, started by `global-setup.ts`. It is
 * shared, so a test gives unique names to its topics, databases, buckets and tables. A test that kills or restarts a
 * service starts one of its own.
 */
declare module 'vitest' {
  export interface ProvidedContext {
    kafka: KafkaConnection;
    postgres: SqlConnection;
    mysql: SqlConnection;
    mariadb: SqlConnection;
    s3: AwsConnection;
    dynamodb: AwsConnection;
    /** The address of `on-demand-server.ts`. */
    'on-demand': string;
  }
}

/** Only the facts of a service: methods cannot travel to a test's process. */
export function kafkaFacts({ bootstrapServers }: KafkaConnection): KafkaConnection {
  return { bootstrapServers };
}

export function sqlFacts(service: SqlConnection): SqlConnection {
  const { host, port, user, password, database, url, jdbcUrl } = service;
  return { host, port, user, password, database, url, jdbcUrl };
}

export function awsFacts({ endpoint, region, accessKeyId, secretAccessKey }: AwsConnection): AwsConnection {
  return { endpoint, region, accessKeyId, secretAccessKey };
}
