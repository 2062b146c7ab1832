import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../cache.ts';
import { runCommand } from '../run-command.ts';
import { serverProperties } from './server-properties.ts';

export interface KafkaUser {
  readonly name: string;
  readonly password: string;
}

/**
 * A data directory as `kafka-storage format` leaves it, with a SCRAM user. Every broker starts from a copy: formatting
 * takes a JVM of its own, and nothing in the result depends on ports or paths.
 */
export function formattedData(classPath: string, user: KafkaUser): Promise<string> {
  return cached('kafka-4.3.1-formatted', async (directory) => {
    const properties = join(directory, 'format.properties');
    await writeFile(properties, serverProperties(formatOnly(directory)));
    await runCommand('java', [...format(classPath, properties), ...scramUsers(user)]);
    await rm(properties);
  });
}

function formatOnly(dataDirectory: string) {
  return { dataDirectory, port: 9092, controllerPort: 9093, autoCreateTopics: true };
}

function format(classPath: string, properties: string): readonly string[] {
  const jvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath];
  return [...jvm, 'kafka.tools.StorageTool', 'format', '-t', 'serverlessConnectAAAAA', '-c', properties];
}

function scramUsers({ name, password }: KafkaUser): readonly string[] {
  const mechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];
  return mechanisms.flatMap((mechanism) => ['--add-scram', `${mechanism}=[name=${name},password=${password}]`]);
}
