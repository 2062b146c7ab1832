import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { givenLifecycle } from './given-lifecycle.ts';
import { startJava } from './java.ts';
import { fetchJavaLibraries } from './java-libraries.ts';
import type { Lifecycle } from './lifecycle.ts';
import { freePort } from './ports.ts';
import { succeeds } from './probes.ts';
import { startRestartable } from './restartable.ts';
import { runCommand } from './run-command.ts';
import { createRunDirectory } from './run-directory.ts';

export interface HdfsService extends Lifecycle {
  /** The name node's web address. */
  readonly url: string;
}

const NAME = 'HDFS 3.4.2';
const file = (name: string) => fileURLToPath(new URL(`hdfs/${name}`, import.meta.url));

/** HDFS 3.4.2, a name node with a data node of one replica, or the one whose web address is TEST_HDFS_URL. */
export async function startHdfs(): Promise<HdfsService> {
  const given = process.env.TEST_HDFS_URL;
  if (given !== undefined) return { url: given, ...givenLifecycle('TEST_HDFS_URL') };
  const { classPath } = await fetchJavaLibraries(NAME, file('pom.xml'));
  const run = await createRunDirectory('hdfs');
  // Hadoop looks for the pages of its web interface on the class path, and does not start without their folders.
  for (const pages of ['hdfs', 'datanode']) await mkdir(join(run.path, 'webapps', pages), { recursive: true });
  await cp(file('log4j.properties'), join(run.path, 'log4j.properties'));
  await runCommand('javac', ['-cp', classPath, '-d', run.path, file('Hdfs.java')]);
  const ports = await Promise.all(Array.from({ length: 5 }, freePort));
  const url = `http://127.0.0.1:${ports[1]}`;
  const start = () =>
    startJava({
      name: NAME,
      classPath: `${classPath}:${run.path}`,
      jvm: ['-Xmx384m', '--add-opens=java.base/java.lang=ALL-UNNAMED', `-Dhadoop.home.dir=${run.path}`],
      mainClass: 'Hdfs',
      args: [run.path, ...ports.map(String)],
      logFile: join(run.path, 'hdfs.log'),
      cwd: run.path,
      ready: succeeds(() => canWrite(url)),
    });
  return { url, ...(await startRestartable(start, run.remove)) };
}

/** In safe mode, and before the data node is there, directories cannot be made. */
async function canWrite(url: string): Promise<void> {
  const response = await fetch(`${url}/webhdfs/v1/tmp?op=MKDIRS&user.name=root`, { method: 'PUT' });
  if (!response.ok) throw new Error(await response.text());
}
