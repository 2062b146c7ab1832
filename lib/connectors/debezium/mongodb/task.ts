import { randomUUID } from 'node:crypto';
import { defineSourceTask } from '../../../config/define-task.ts';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { openSignalTopic } from '../signal-topic.ts';
import { hostsOf } from './client.ts';
import { mongodbConfig } from './config.ts';
import { failureOf, isPassing } from './failures.ts';
import { openRun, type Run } from './run.ts';
import { createTaskSettings } from './settings.ts';

/** Follows `io.debezium.connector.mongodb.MongoDbConnectorTask`. */
export const debeziumMongodbTask = defineSourceTask(mongodbConfig, async (config, context) => {
  const settings = createTaskSettings(config, context.configs, { ...context, runId: randomUUID() });
  const signals = await openSignalTopic(config, context);
  const stored = await context.offsetStorageReader.offset(settings.partition);
  const maxTries = config['errors.max.retries'];
  let last: SourceOffset | null = stored;
  let run: Run | undefined;
  let tries = 0;

  const open = (): Promise<Run> => openRun(settings, { from: last, incarnation: context.incarnation, signals });
  const discard = async (): Promise<void> => {
    const ending = run;
    run = undefined;
    await ending?.close();
  };

  const refused = (thrown: unknown): Error => {
    const failure = failureOf(thrown);
    if (!(failure instanceof RetriableError)) return failure;
    tries += 1;
    return maxTries >= 0 && tries > maxTries ? new ConnectError(failure.message, { cause: thrown }) : failure;
  };

  const poll = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    try {
      run ??= await open();
      const records = await run.poll(signal);
      last = records.at(-1)?.sourceOffset ?? last;
      tries = 0;
      return records;
    } catch (error) {
      await discard();
      if (signal.aborted && isPassing(asError(error))) return [];
      throw refused(error);
    }
  };

  try {
    // A wrong address or right shows at once; a deployment that is away for a while is waited for once the connector has run.
    run = await open();
  } catch (error) {
    const failure = failureOf(error);
    if (!(failure instanceof RetriableError)) throw failure;
    if (stored === null)
      throw new ConnectError(
        `MongoDB cannot be reached at ${hostsOf(config)}: ${failure.message}. Check mongodb.connection.string, and the network between.`,
        { cause: error },
      );
    context.log.warn('The deployment is out of reach and is tried again', { cause: failure.message });
  }
  return { poll, stop: discard };
});
