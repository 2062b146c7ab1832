import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AwsConnection, givenAwsConnection, localAwsConnection } from './aws-connection.ts';
import { startJava } from './java.ts';
import { fetchJavaLibraries } from './java-libraries.ts';
import type { Stoppable } from './lifecycle.ts';
import { freePort } from './ports.ts';
import { httpAnswers } from './probes.ts';
import { createRunDirectory } from './run-directory.ts';

export interface DynamoDBService extends AwsConnection, Stoppable {}

/** DynamoDB Local 2.6.1 in memory, or the service at TEST_DYNAMODB_ENDPOINT. */
export async function startDynamoDB(options: { readonly port?: number } = {}): Promise<DynamoDBService> {
  const given = givenAwsConnection('TEST_DYNAMODB_ENDPOINT');
  if (given) return { ...given, stop: async () => {} };
  const port = options.port ?? (await freePort());
  const connection = localAwsConnection(port);
  return { ...connection, ...(await startDynamoDBLocal(port, connection.endpoint)) };
}

async function startDynamoDBLocal(port: number, endpoint: string): Promise<Stoppable> {
  const pom = fileURLToPath(new URL('dynamodb/pom.xml', import.meta.url));
  const { directory, classPath } = await fetchJavaLibraries('DynamoDB Local 2.6.1', pom);
  const run = await createRunDirectory('dynamodb');
  const server = await startJava({
    name: 'DynamoDB Local 2.6.1',
    classPath,
    // SQLite's native library is a dependency of its own.
    jvm: ['-Xmx256m', `-Djava.library.path=${directory}`],
    // No class data archive: the jar's manifest has a directory on the class path, which the JVM refuses to archive.
    mainClass: 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
    args: ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)],
    logFile: join(run.path, 'dynamodb.log'),
    cwd: run.path,
    ready: httpAnswers(endpoint),
  });
  return { stop: () => server.stop().then(run.remove) };
}
