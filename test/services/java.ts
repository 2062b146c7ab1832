import { classDataArchive } from './class-data-archive.ts';
import type { Probe } from './probes.ts';
import { type RunningProcess, startProcess } from './process.ts';

export interface JavaOptions {
  readonly name: string;
  readonly classPath: string;
  readonly jvm: readonly string[];
  readonly mainClass: string;
  readonly args: readonly string[];
  /** The name of its class data archive; without one it starts more slowly. */
  readonly archive?: string;
  readonly logFile: string;
  readonly cwd: string;
  readonly ready: Probe;
}

const quickStart = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Djava.awt.headless=true'];

/** Starts a JVM for a short life: one compiler tier, one collector thread, classes from an archive. */
export async function startJava(options: JavaOptions): Promise<RunningProcess> {
  const { classPath, jvm, mainClass, args, archive, ...process } = options;
  const classes = archive === undefined ? undefined : await classDataArchive(archive);
  const running = await startProcess({
    ...process,
    command: 'java',
    args: [...quickStart, ...(classes?.flags ?? []), ...jvm, '-cp', classPath, mainClass, ...args],
  });
  return { ...running, stop: () => running.stop().then(classes?.keep) };
}
