import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AwsConnection, givenAwsConnection, localAwsConnection } from './aws-connection.ts';
import { startJava } from './java.ts';
import { fetchJavaLibraries } from './java-libraries.ts';
import type { Stoppable } from './lifecycle.ts';
import { freePort } from './ports.ts';
import { httpAnswers } from './probes.ts';
import { createRunDirectory } from './run-directory.ts';
import { createBucket } from './s3/create-bucket.ts';
import { serverProperties } from './s3/server-properties.ts';

export interface S3Service extends AwsConnection, Stoppable {
  createBucket(name: string): Promise<void>;
}

/**
 * S3Proxy 4.1.0 with its objects in memory, or the service at TEST_S3_ENDPOINT. Clients need path-style addressing.
 * Conditional writes answer 412 as S3's do; If-None-Match holds under concurrency, but of several concurrent writers with
 * the same If-Match more than one may win.
 */
export async function startS3({ port }: { readonly port?: number } = {}): Promise<S3Service> {
  const given = givenAwsConnection('TEST_S3_ENDPOINT');
  if (given) return { ...given, createBucket: (name) => createBucket(given, name), stop: async () => {} };
  const connection = localAwsConnection(port ?? (await freePort()));
  const { stop } = await startS3Proxy(connection);
  return { ...connection, createBucket: (name) => createBucket(connection, name), stop };
}

async function startS3Proxy(connection: AwsConnection): Promise<Stoppable> {
  const { classPath } = await fetchJavaLibraries('S3Proxy 4.1.0', file('s3/pom.xml'));
  const run = await createRunDirectory('s3');
  const properties = join(run.path, 's3proxy.properties');
  await writeFile(properties, serverProperties(connection));
  const server = await startJava({
    name: 'S3Proxy 4.1.0',
    classPath,
    jvm: ['-Xmx384m', `-Dlogback.configurationFile=${file('s3/logback.xml')}`],
    mainClass: 'org.gaul.s3proxy.Main',
    args: ['--properties', properties],
    archive: 's3proxy-4.1.0',
    logFile: join(run.path, 's3proxy.log'),
    cwd: run.path,
    ready: httpAnswers(connection.endpoint),
  });
  return { stop: () => server.stop().then(run.remove) };
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
