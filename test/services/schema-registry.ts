import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.ts';
import { startJava } from './java.ts';
import type { Stoppable } from './lifecycle.ts';
import { unpackMavenDependencies } from './maven.ts';
import { freePort } from './ports.ts';
import { httpAnswers } from './probes.ts';
import { createRunDirectory } from './run-directory.ts';

/** Where the registry's Confluent-compatible API is. */
interface SchemaRegistryConnection {
  readonly url: string;
}

export interface SchemaRegistryService extends SchemaRegistryConnection, Stoppable {}

const NAME = 'Apicurio Registry 2.6.13';

/** Apicurio Registry 2.6.13 in memory, or the service at TEST_SCHEMA_REGISTRY_URL. */
export async function startSchemaRegistry(options: { readonly port?: number } = {}): Promise<SchemaRegistryService> {
  const given = process.env.TEST_SCHEMA_REGISTRY_URL;
  if (given !== undefined) return { url: given, stop: async () => {} };
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  return { url, ...(await startApicurio(port, url)) };
}

async function startApicurio(port: number, url: string): Promise<Stoppable> {
  const directory = await fetchApicurio();
  const runner = (await readdir(directory)).find((file) => file.endsWith('-runner.jar')) ?? '';
  const run = await createRunDirectory('schema-registry');
  const server = await startJava({
    name: NAME,
    classPath: join(directory, runner),
    jvm: [
      '-Xmx256m',
      '-Dquarkus.http.host=127.0.0.1',
      `-Dquarkus.http.port=${port}`,
      '-Dquarkus.log.level=WARN',
      '-Dquarkus.log.file.enable=false',
    ],
    mainClass: 'io.quarkus.runner.GeneratedMain',
    args: [],
    archive: 'apicurio-2.6.13',
    logFile: join(run.path, 'schema-registry.log'),
    cwd: run.path,
    ready: httpAnswers(`${url}/subjects`),
  });
  return { stop: () => server.stop().then(run.remove) };
}

async function fetchApicurio(): Promise<string> {
  const pomFile = fileURLToPath(new URL('schema-registry/pom.xml', import.meta.url));
  const digest = createHash('sha256')
    .update(await readFile(pomFile))
    .digest('hex');
  return cached(`schema-registry-${digest.slice(0, 8)}`, (directory) =>
    unpackMavenDependencies({ name: NAME, pomFile, directory }, '**'),
  );
}
