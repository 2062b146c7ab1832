import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawConfig } from '../../lib/connect/connector.ts';

/** What workers of both sides are told; connectors bring their value converters. */
export const workerConfig = (bootstrapServers: string): RawConfig => ({
  'bootstrap.servers': bootstrapServers,
  'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
});

/** @returns the path of a properties file. */
export const writeProperties = async (directory: string, name: string, config: RawConfig): Promise<string> => {
  const file = join(directory, `${name}.properties`);
  await writeFile(
    file,
    Object.entries(config)
      .flatMap(([key, value]) => [`${key}=${value}\n`])
      .join(''),
  );
  return file;
};
