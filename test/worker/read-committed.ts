import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fetchJavaLibraries } from '../services/java-libraries.ts';

const program = fileURLToPath(new URL('ReadCommitted.java', import.meta.url));
const pom = fileURLToPath(new URL('../services/kafka/pom.xml', import.meta.url));

/**
 * The values of a topic that are committed, in order, by Kafka's own client: kafkajs shows records of transactions that were
 * aborted, and our own client is what is tested.
 */
export const readCommitted = async (bootstrapServers: string, topic: string): Promise<readonly string[]> => {
  const { classPath } = await fetchJavaLibraries('Kafka 4.3.1', pom);
  const { stdout } = await promisify(execFile)(
    'java',
    ['-XX:TieredStopAtLevel=1', '-cp', classPath, program, bootstrapServers, topic],
    { maxBuffer: 2 ** 30 },
  );
  return stdout.split('\n').filter((line) => line !== '');
};
