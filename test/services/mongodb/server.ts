import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lifecycle } from '../lifecycle.ts';
import { succeeds } from '../probes.ts';
import { startProcess } from '../process.ts';
import { startRestartable } from '../restartable.ts';
import { createRunDirectory } from '../run-directory.ts';
import { initiateReplicaSet } from './replica-set.ts';

export interface ServerOptions {
  readonly port: number;
  /** Whether clients log in: as `root`, with the password `root`. */
  readonly auth: boolean;
  readonly oplogMb: number;
  /** How often there is a checkpoint: the server keeps its oplog since the last one, whatever its size. */
  readonly checkpointSeconds: number;
  /** Key and certificate in one PEM file: clients may then use TLS. */
  readonly tlsCertificateKeyFile?: string;
  /** Those that use TLS must then show a certificate of this authority. */
  readonly tlsCAFile?: string;
}

/** What every server gets, wherever it comes from. */
export const serverArguments = ({
  port,
  oplogMb,
  checkpointSeconds,
  tlsCertificateKeyFile,
  tlsCAFile,
}: ServerOptions): readonly string[] => [
  ...(tlsCertificateKeyFile === undefined
    ? []
    : ['--tlsMode', 'preferTLS', '--tlsCertificateKeyFile', tlsCertificateKeyFile]),
  ...(tlsCAFile === undefined ? [] : ['--tlsCAFile', tlsCAFile]),
  ...['--replSet', 'rs0', '--port', String(port), '--oplogSize', String(oplogMb)],
  ...['--syncdelay', String(checkpointSeconds)],
  ...['--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
];

/** Serves an empty replica set of one member, its own primary. */
export async function startMongoDBServer(command: string, options: ServerOptions): Promise<Lifecycle> {
  const run = await createRunDirectory('mongodb');
  const data = join(run.path, 'data');
  const keyFile = join(run.path, 'key');
  await mkdir(data);
  // Members of a replica set with access control know each other by this key.
  await writeFile(keyFile, randomBytes(96).toString('base64'), { mode: 0o600 });
  const files = ['--dbpath', data, '--nounixsocket', '--bind_ip', '127.0.0.1'];
  const access = options.auth ? ['--auth', '--keyFile', keyFile] : [];
  const server = () =>
    startProcess({
      name: 'MongoDB',
      command,
      args: [...serverArguments(options), ...files, ...access, '--quiet'],
      cwd: run.path,
      logFile: join(run.path, 'mongod.log'),
      ready: succeeds(() => initiateReplicaSet(options)),
      // As a crash: asked politely a primary waits for a successor, and there is none.
      signal: 'SIGKILL',
    });
  return startRestartable(server, run.remove);
}
