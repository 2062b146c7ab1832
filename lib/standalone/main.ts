import { asError } from '../connect/errors.ts';
import { LOG_LEVELS } from '../observability/log-format.ts';
import { createLoggerTree } from '../observability/logger-tree.ts';
import { readConnectorFile, readProperties } from './connector-file.ts';
import { LOGGERS } from './logger-names.ts';
import { startStandaloneWorker } from './worker.ts';

const USAGE = 'usage: npm start -- worker.properties [connector.json | connector.properties …]';

const level = LOG_LEVELS.find((one) => one === process.env.LOG_LEVEL?.toUpperCase()) ?? 'INFO';
const loggers = createLoggerTree({ level, write: (line) => process.stdout.write(line) });
const log = loggers.logger(LOGGERS.runtime);

const start = async ([workerFile, ...connectorFiles]: readonly string[]): Promise<void> => {
  if (workerFile === undefined) throw new Error(USAGE);
  const connectors = await Promise.all(connectorFiles.map(readConnectorFile));
  const worker = await startStandaloneWorker(await readProperties(workerFile), loggers);
  const stop = (): void => {
    log.info('stopping');
    worker.stop().then(
      () => process.exit(0),
      (error) => {
        log.error('stopping failed', { cause: asError(error).message });
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  for (const { name, config } of connectors) {
    await worker.herder.putConnectorConfig(name, config);
    log.info(`created connector ${name}`);
  }
};

start(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${asError(error).message}\n`);
  process.exit(1);
});
