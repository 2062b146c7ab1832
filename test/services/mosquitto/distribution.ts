import { join } from 'node:path';
import { cached } from '../cache.ts';
import { unpackDebianPackages } from '../debian-packages.ts';
import { sharedLibraryPath } from '../mysql/shared-libraries.ts';
import { reportProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';

/** How to run the broker and `mosquitto_passwd`. */
export interface MosquittoDistribution {
  readonly command: string;
  readonly passwordCommand: string;
  readonly env: Readonly<Record<string, string>>;
}

/** This machine's own; the PATH of an ordinary user leaves out Debian's place for servers. */
export async function findLocalMosquitto(): Promise<MosquittoDistribution> {
  const command = await isInstalled('mosquitto').catch(() => isInstalled('/usr/sbin/mosquitto'));
  return { command, passwordCommand: 'mosquitto_passwd', env: {} };
}

async function isInstalled(command: string): Promise<string> {
  // Mosquitto prints its help with exit code 3.
  await runCommand('sh', ['-c', `command -v ${command}`]);
  return command;
}

/** Debian's or Ubuntu's own package, which is unpacked and not installed. */
export async function fetchDebianMosquitto(): Promise<MosquittoDistribution> {
  const root = await cached('mosquitto-debian', (directory) => {
    reportProgress('fetching Mosquitto by apt-get …');
    return unpackDebianPackages(['mosquitto'], directory);
  });
  return {
    command: join(root, 'usr/sbin/mosquitto'),
    passwordCommand: join(root, 'usr/bin/mosquitto_passwd'),
    env: await sharedLibraryPath(root),
  };
}
