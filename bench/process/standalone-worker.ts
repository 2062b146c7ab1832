import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawConfig } from '../../lib/connect/connector.ts';
import { freePort } from '../../test/services/ports.ts';
import type { Command } from './measured-run.ts';
import { NODE_FLAGS } from './node-flags.ts';
import { workerConfig, writeProperties } from './properties.ts';

/** Where the REST API of the worker of that directory answers. */
export const workerUrl = async (directory: string): Promise<string> => {
  const [, url] = /^listeners=(.*)$/m.exec(await readFile(join(directory, 'worker.properties'), 'utf8')) ?? [];
  if (url === undefined) throw new Error(`${directory} has no worker with a listener`);
  return url;
};

/** Our worker, as `npm start` runs it; what it needs and leaves is in the directory. */
export const standaloneWorker = async (
  directory: string,
  bootstrapServers: string,
  connectors: readonly RawConfig[],
): Promise<Command> => {
  const worker = await writeProperties(directory, 'worker', {
    ...workerConfig(bootstrapServers),
    'offset.storage.file.filename': join(directory, 'connect.db'),
    listeners: `http://127.0.0.1:${await freePort()}`,
  });
  const files = await Promise.all(
    connectors.map((connector, index) => writeProperties(directory, `connector-${index}`, connector)),
  );
  return {
    command: process.execPath,
    args: [...NODE_FLAGS, 'dist/standalone/main.js', worker, ...files],
    env: { LOG_LEVEL: 'WARN' },
    logFile: join(directory, 'standalone.log'),
  };
};
