import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startJava } from './java.ts';
import { fetchJavaLibraries } from './java-libraries.ts';
import type { Lifecycle } from './lifecycle.ts';
import { freePort } from './ports.ts';
import { succeeds } from './probes.ts';
import { startRestartable } from './restartable.ts';
import { createRunDirectory } from './run-directory.ts';

/** The original worker with Debezium's connectors; connectors are created over its REST API. */
export interface DebeziumService extends Lifecycle {
  readonly url: string;
}

const file = (name: string) => fileURLToPath(new URL(`debezium/${name}`, import.meta.url));

const propertiesText = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

/** Debezium 3.6.1 for PostgreSQL and MySQL; and, as Maven Central has no newer one, 3.5.0 for MariaDB. */
const EDITIONS = {
  'debezium-3.6.1': file('pom.xml'),
  'debezium-mariadb-3.5.0': fileURLToPath(new URL('debezium-mariadb/pom.xml', import.meta.url)),
};

/** Kafka Connect 4.3.1, standalone, with Debezium. */
export async function startDebezium(
  bootstrapServers: string,
  edition: keyof typeof EDITIONS = 'debezium-3.6.1',
): Promise<DebeziumService> {
  const { classPath } = await fetchJavaLibraries(edition, EDITIONS[edition]);
  const run = await createRunDirectory('debezium');
  const url = `http://127.0.0.1:${await freePort()}`;
  const properties = join(run.path, 'worker.properties');
  await writeFile(
    properties,
    propertiesText({
      'bootstrap.servers': bootstrapServers,
      listeners: url,
      'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'offset.storage.file.filename': join(run.path, 'offsets'),
      'offset.flush.interval.ms': '1000',
      'plugin.discovery': 'service_load',
    }),
  );
  const worker = () =>
    startJava({
      name: edition,
      classPath,
      jvm: ['-Xmx512m', `-Dlog4j2.configurationFile=${file('log4j2.properties')}`, `-Djava.io.tmpdir=${run.path}`],
      mainClass: 'org.apache.kafka.connect.cli.ConnectStandalone',
      args: [properties],
      logFile: join(run.path, 'worker.log'),
      cwd: run.path,
      ready: succeeds(async () => {
        if (!(await fetch(`${url}/connectors`)).ok) throw new Error('not yet');
      }),
    });
  return { url, ...(await startRestartable(worker, run.remove)) };
}
