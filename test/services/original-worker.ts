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

/** The original worker with some connectors, which are created over its REST API. */
export interface OriginalWorker extends Lifecycle {
  readonly url: string;
}

export interface OriginalWorkerOptions {
  readonly bootstrapServers: string;
  /** As the progress line names it. */
  readonly name: string;
  /** Names the worker and its connectors; a folder of `test/services` has it. */
  readonly folder: string;
  /** How the worker finds plugins; a connector that is no service of Java's must be looked for. */
  readonly discovery: 'service_load' | 'hybrid_warn' | 'only_scan';
}

const LOGGING = fileURLToPath(new URL('debezium/log4j2.properties', import.meta.url));

const propertiesText = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

/** Kafka Connect 4.3.1, standalone. */
export async function startOriginalWorker(options: OriginalWorkerOptions): Promise<OriginalWorker> {
  const { bootstrapServers, name, folder, discovery } = options;
  const { classPath } = await fetchJavaLibraries(name, fileURLToPath(new URL(`${folder}/pom.xml`, import.meta.url)));
  const run = await createRunDirectory(folder);
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
      'plugin.discovery': discovery,
    }),
  );
  const worker = () =>
    startJava({
      name,
      classPath,
      jvm: ['-Xmx512m', `-Dlog4j2.configurationFile=${LOGGING}`, `-Djava.io.tmpdir=${run.path}`],
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
