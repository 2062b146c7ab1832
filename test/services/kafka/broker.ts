import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startJava } from '../java.ts';
import { fetchJavaLibraries } from '../java-libraries.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { freePort } from '../ports.ts';
import { logShows } from '../probes.ts';
import { startRestartable } from '../restartable.ts';
import type { RunDirectory } from '../run-directory.ts';
import { formattedData, type KafkaUser } from './formatted-data.ts';
import { type KafkaSecurity, serverProperties } from './server-properties.ts';

export interface BrokerOptions {
  readonly run: RunDirectory;
  readonly user: KafkaUser;
  readonly port: number;
  readonly autoCreateTopics: boolean;
  readonly security?: KafkaSecurity;
}

/** Runs a broker in a directory of its own, from Maven's jars. */
export async function startBroker(options: BrokerOptions): Promise<Lifecycle> {
  const { run, user, ...settings } = options;
  const { classPath } = await fetchJavaLibraries('Kafka 4.3.1', file('pom.xml'));
  const dataDirectory = join(run.path, 'data');
  await cp(await formattedData(classPath, user), dataDirectory, { recursive: true });
  const properties = join(run.path, 'server.properties');
  await writeFile(properties, serverProperties({ dataDirectory, controllerPort: await freePort(), ...settings }));
  const broker = () =>
    startJava({
      name: 'Kafka 4.3.1',
      classPath,
      // The compression codecs unpack their native libraries into the temporary directory, and leave them there.
      jvm: ['-Xmx512m', `-Dlog4j2.configurationFile=${file('log4j2.properties')}`, `-Djava.io.tmpdir=${run.path}`],
      mainClass: 'kafka.Kafka',
      args: [properties],
      archive: 'kafka-4.3.1',
      logFile: join(run.path, 'kafka.log'),
      cwd: run.path,
      ready: logShows('Kafka Server started'),
    });
  return startRestartable(broker, run.remove);
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
