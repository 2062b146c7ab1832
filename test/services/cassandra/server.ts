import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startJava } from '../java.ts';
import { fetchJavaLibraries } from '../java-libraries.ts';
import type { Certificate } from '../kafka/certificate.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { freePort } from '../ports.ts';
import type { Probe } from '../probes.ts';
import { startRestartable } from '../restartable.ts';
import { createRunDirectory } from '../run-directory.ts';
import { cassandraYaml } from './cassandra-yaml.ts';
import { cassandraJvmOptions } from './jvm-options.ts';

const NAME = 'Cassandra 5.0.5';
const DIRECTORIES = ['data', 'commitlog', 'saved', 'hints', 'cdc'];

/** Runs Cassandra in a directory of its own, from Maven's jars. */
export async function startCassandraServer(options: {
  readonly port: number;
  readonly authenticated: boolean;
  readonly certificate?: Certificate;
  readonly ready: Probe;
}): Promise<Lifecycle> {
  const { classPath } = await fetchJavaLibraries(NAME, file('pom.xml'));
  const run = await createRunDirectory('cassandra');
  for (const name of DIRECTORIES) await mkdir(join(run.path, name));
  const yaml = join(run.path, 'cassandra.yaml');
  await writeFile(yaml, cassandraYaml({ ...options, directory: run.path, storagePort: await freePort() }));
  const settings = {
    'cassandra.config': `file://${yaml}`,
    'cassandra.storagedir': run.path,
    'cassandra.jmx.local.port': String(await freePort()),
    'logback.configurationFile': `file://${file('logback.xml')}`,
    'java.io.tmpdir': run.path,
  };
  const server = () =>
    startJava({
      name: NAME,
      classPath,
      jvm: cassandraJvmOptions(settings),
      mainClass: 'org.apache.cassandra.service.CassandraDaemon',
      args: [],
      logFile: join(run.path, 'cassandra.log'),
      cwd: run.path,
      ready: options.ready,
    });
  return startRestartable(server, run.remove);
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
