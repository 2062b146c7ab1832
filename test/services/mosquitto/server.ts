import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lifecycle } from '../lifecycle.ts';
import type { MosquittoOptions } from '../mosquitto.ts';
import { logShows } from '../probes.ts';
import { startProcess } from '../process.ts';
import { startRestartable } from '../restartable.ts';
import { runCommand } from '../run-command.ts';
import { createRunDirectory } from '../run-directory.ts';
import type { MosquittoDistribution } from './distribution.ts';

/** Without these the broker drops what it cannot send at once, and forgets when it is killed. */
const settings = [
  'persistence true',
  // In seconds; what came since is lost when it is killed, not when it is stopped.
  'autosave_interval 1',
  'max_queued_messages 0',
  'max_queued_bytes 0',
  // Without a limit it would give one message id to several messages, of which there are 65,535.
  'max_inflight_messages 2000',
  'log_type error',
  'log_type warning',
  'log_type information',
];

/** A broker of its own, that keeps sessions and messages over a restart. */
export async function startMosquittoServer(
  { command, passwordCommand, env }: MosquittoDistribution,
  port: number,
  { certificate, user }: MosquittoOptions,
): Promise<Lifecycle> {
  const run = await createRunDirectory('mosquitto');
  const configFile = join(run.path, 'mosquitto.conf');
  const passwordFile = join(run.path, 'passwords');
  if (user !== undefined)
    await runCommand(passwordCommand, ['-b', '-c', passwordFile, user.name, user.password], { env });
  const lines = [
    `listener ${port} 127.0.0.1`,
    ...(user === undefined ? ['allow_anonymous true'] : ['allow_anonymous false', `password_file ${passwordFile}`]),
    ...(certificate === undefined
      ? []
      : [
          `cafile ${certificate.certificateFile}`,
          `certfile ${certificate.certificateFile}`,
          `keyfile ${certificate.keyFile}`,
          'require_certificate true',
        ]),
    `persistence_location ${run.path}/`,
    // Else it drops to a user that cannot read these files.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    ...settings,
  ];
  await writeFile(configFile, `${lines.join('\n')}\n`);
  const server = () =>
    startProcess({
      name: 'Mosquitto',
      command,
      args: ['-c', configFile],
      env,
      cwd: run.path,
      logFile: join(run.path, 'mosquitto.log'),
      ready: logShows('running'),
    });
  return startRestartable(server, run.remove);
}
