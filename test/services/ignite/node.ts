import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IgniteOptions } from '../ignite.ts';
import { startJava } from '../java.ts';
import { fetchJavaLibraries } from '../java-libraries.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { logShows } from '../probes.ts';
import { startRestartable } from '../restartable.ts';
import { createRunDirectory } from '../run-directory.ts';
import type { IgnitePorts } from './ports.ts';

interface IgniteNode extends Lifecycle {
  readonly address: string;
}

/** What Ignite needs of Java 17. */
const opened = [
  'java.base/jdk.internal.access',
  'java.base/jdk.internal.misc',
  'java.base/sun.nio.ch',
  'java.base/sun.util.calendar',
  'java.management/com.sun.jmx.mbeanserver',
  'jdk.internal.jvmstat/sun.jvmstat.monitor',
  'java.base/sun.reflect.generics.reflectiveObjects',
  'jdk.management/com.sun.management.internal',
  'java.base/java.io',
  'java.base/java.nio',
  'java.base/java.net',
  'java.base/java.util',
  'java.base/java.util.concurrent',
  'java.base/java.util.concurrent.locks',
  'java.base/java.util.concurrent.atomic',
  'java.base/java.lang',
  'java.base/java.lang.invoke',
  'java.base/java.math',
  'java.sql/java.sql',
  'java.base/java.time',
];

/** A node of the cluster that has these nodes; ready when all of them are there and the cluster is active. */
export async function startIgniteNode(
  { client, discovery, communication }: IgnitePorts,
  cluster: readonly IgnitePorts[],
  { keyStore, authentication = false }: IgniteOptions,
): Promise<IgniteNode> {
  const name = 'Ignite 2.17.0';
  const { classPath } = await fetchJavaLibraries(name, fileURLToPath(new URL('pom.xml', import.meta.url)));
  const run = await createRunDirectory('ignite');
  const server = () =>
    startJava({
      name,
      classPath,
      jvm: [
        '-Xms128m',
        '-Xmx320m',
        '-DIGNITE_QUIET=true',
        '-DIGNITE_NO_ASCII=true',
        '-DIGNITE_UPDATE_NOTIFIER=false',
        '-Djava.net.preferIPv4Stack=true',
        `-Dtest.authentication=${authentication}`,
        ...(keyStore === undefined ? [] : [`-Dtest.key.store=${keyStore}`]),
        ...opened.map((one) => `--add-opens=${one}=ALL-UNNAMED`),
      ],
      mainClass: fileURLToPath(new URL('Node.java', import.meta.url)),
      args: [
        run.path,
        ...[client, discovery, communication].map(String),
        cluster.map((node) => `127.0.0.1:${node.discovery}`).join(','),
      ],
      logFile: join(run.path, 'ignite.log'),
      cwd: run.path,
      ready: logShows('node is ready'),
    });
  return { address: `127.0.0.1:${client}`, ...(await startRestartable(server, run.remove)) };
}
