import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fetchJavaLibraries } from '../services/java-libraries.ts';

const program = fileURLToPath(new URL('RecordLines.java', import.meta.url));
const pom = fileURLToPath(new URL('../services/kafka/pom.xml', import.meta.url));

const run = async (args: readonly string[], input: string): Promise<string> => {
  const { classPath } = await fetchJavaLibraries('Kafka 4.3.1', pom);
  const command = ['-XX:TieredStopAtLevel=1', '-cp', classPath, program, ...args];
  const running = promisify(execFile)('java', command, { maxBuffer: 2 ** 30 });
  // Where the program fails, its exit says why.
  running.child.stdin?.on('error', () => {}).end(input);
  return (await running).stdout;
};

/** All that is in a topic, to the byte, by Kafka's own client: a line a record, a partition after the other. */
export const readRecordLines = async (bootstrapServers: string, topic: string): Promise<readonly string[]> => {
  const lines = await run([bootstrapServers, topic, 'read'], '');
  return lines.split('\n').filter((line) => line !== '');
};

/** Writes such lines to a topic, in transactions, so that there are gaps between offsets. */
export const writeRecordLines = async (
  bootstrapServers: string,
  topic: string,
  lines: readonly string[],
): Promise<void> => {
  await run([bootstrapServers, topic, 'write'], lines.map((line) => `${line}\n`).join(''));
};

export interface LineRecord {
  readonly partition: number;
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: ReadonlyArray<readonly [string, Uint8Array | null]>;
}

const text = (bytes: Uint8Array | null): string => (bytes === null ? '-' : Buffer.from(bytes).toString('base64'));

export const recordLine = ({ partition, timestamp, key, value, headers }: LineRecord): string =>
  [
    partition,
    timestamp,
    text(key),
    text(value),
    ...headers.map(([name, bytes]) => `${text(Buffer.from(name))}:${text(bytes)}`),
  ].join('\t');
