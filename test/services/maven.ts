import { join } from 'node:path';
import { cachePath } from './cache.ts';
import { withLock } from './lock.ts';
import { reportProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

// Pinned, because without a version Maven asks for the newest one.
const dependencyPlugin = 'org.apache.maven.plugins:maven-dependency-plugin:2.8';

export interface MavenOptions {
  /** As the progress line names it: `Kafka 4.3.1`. */
  readonly name: string;
  readonly pomFile: string;
  readonly directory: string;
}

/** Copies a pom's runtime dependencies to a directory. */
export function copyMavenDependencies(options: MavenOptions): Promise<void> {
  return runMaven(options, 'copy-dependencies');
}

/** Unpacks files of a pom's runtime dependencies to a directory; `pattern` is Ant's. */
export function unpackMavenDependencies(options: MavenOptions, pattern: string): Promise<void> {
  // Maven unpacks nothing that a marker says it unpacked before, to wherever that was.
  const markers = join(options.directory, 'markers');
  const settings = [`-Dmdep.unpack.includes=${pattern}`, `-DmarkersDirectory=${markers}`];
  return runMaven(options, 'unpack-dependencies', ...settings);
}

async function runMaven({ name, pomFile, directory }: MavenOptions, goal: string, ...more: string[]): Promise<void> {
  await requireMaven(name);
  const scope = ['-DincludeScope=runtime', `-DoutputDirectory=${directory}`];
  const args = ['-q', '-B', '-f', pomFile, `${dependencyPlugin}:${goal}`, ...scope, ...more];
  // Maven 3's local repository is not made for two writers.
  await withLock(await cachePath('maven.lock'), () => {
    reportProgress(`fetching ${name} …`);
    return runCommand('mvn', args);
  });
}

async function requireMaven(name: string): Promise<void> {
  try {
    await runCommand('mvn', ['-v']);
  } catch (cause) {
    const advice = 'install Maven 3 and a JDK 17 or newer, or give a running one by its TEST_ variable';
    throw new Error(`${name} comes from Maven, and \`mvn\` does not run here: ${advice}.`, { cause });
  }
}
