import { join } from 'node:path';
import { freePort } from '../../test/services/ports.ts';
import type { Command } from '../process/measured-run.ts';
import { workerConfig, writeProperties } from '../process/properties.ts';
import { connectorConfig, type Job } from './job.ts';

/** As `connect-standalone.sh` starts it: heap and collector by `kafka-run-class.sh`. */
const JVM = [
  '-Xms256M',
  '-Xmx2G',
  '-server',
  '-XX:+UseG1GC',
  '-XX:MaxGCPauseMillis=20',
  '-XX:InitiatingHeapOccupancyPercent=35',
  '-XX:+ExplicitGCInvokesConcurrent',
  '-Djava.awt.headless=true',
];

const LOGGING = `-Dlog4j2.configurationFile=${join(import.meta.dirname, 'log4j2.properties')}`;

/** Apache Kafka Connect's own standalone worker, at its best: plugins by service loader, nothing logged but warnings. */
export const peerWorker = async (job: Job, bootstrapServers: string, classPath: string): Promise<Command> => {
  const { directory } = job;
  const worker = await writeProperties(directory, 'worker', {
    ...workerConfig(bootstrapServers),
    'plugin.discovery': 'service_load',
    'offset.storage.file.filename': join(directory, 'offsets'),
    listeners: `http://127.0.0.1:${await freePort()}`,
  });
  const connector = await writeProperties(directory, 'connector', connectorConfig(job));
  const main = 'org.apache.kafka.connect.cli.ConnectStandalone';
  return {
    command: 'java',
    args: [...JVM, LOGGING, '-cp', classPath, main, worker, connector],
    env: {},
    logFile: join(directory, 'peer.log'),
  };
};
