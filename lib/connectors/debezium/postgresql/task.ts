import { randomUUID } from 'node:crypto';
import { defineSourceTask } from '../../../config/define-task.ts';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { createPatience } from '../patience.ts';
import { openSignalTopic } from '../signal-topic.ts';
import { postgresConfig } from './config.ts';
import { failureOf, isPassing, isSlotInUse } from './failures.ts';
import { openRun, type Run } from './run.ts';
import { connectionFailure } from './session.ts';
import { createTaskSettings } from './settings.ts';

/** Follows `io.debezium.connector.postgresql.PostgresConnectorTask`. */
export const debeziumPostgresqlTask = defineSourceTask(postgresConfig, async (config, context) => {
  const settings = createTaskSettings(config, context.configs, { ...context, runId: randomUUID() });
  const signals = await openSignalTopic(config, context);
  let stored = await context.offsetStorageReader.offset(settings.partition);
  let last: SourceOffset | null = stored;
  let run: Run | undefined;
  /** Acknowledged by Kafka; and what of it an earlier call of `commit` had seen: that is stored for sure. */
  let acknowledged: SourceOffset | undefined;
  let seen: SourceOffset | undefined;
  const slotPatience = createPatience(-1, Date.now);
  const patience = createPatience(config['errors.max.retries'], Date.now);

  const open = (): Promise<Run> => openRun(settings, { from: last, stored, incarnation: context.incarnation, signals });
  const discard = async (): Promise<void> => {
    const ending = run;
    run = undefined;
    await ending?.close();
  };

  const refused = (thrown: unknown): Error => {
    const failure = failureOf(thrown);
    if (!(failure instanceof RetriableError)) return failure;
    const slotWaitMs = config['slot.max.retries'] * config['slot.retry.delay.ms'];
    if (isSlotInUse(thrown) && slotPatience.isOver(slotWaitMs))
      return new ConnectError(
        `${failure.message}. Another connector or program reads it: stop that, or set slot.name to a slot of this connector’s own.`,
        { cause: thrown },
      );
    return patience.isOver(Number.POSITIVE_INFINITY) ? new ConnectError(failure.message, { cause: thrown }) : failure;
  };

  const poll = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    try {
      run ??= await open();
      const records = await run.poll(signal);
      last = records.at(-1)?.sourceOffset ?? last;
      patience.reset();
      slotPatience.reset();
      return records;
    } catch (error) {
      await discard();
      if (signal.aborted && isPassing(asError(error))) return [];
      throw refused(error);
    }
  };

  try {
    // A wrong address or right shows at once; a database that is away for a while is waited for once the connector has run.
    run = await open();
  } catch (error) {
    if (stored === null || !isPassing(asError(error))) {
      const failure = failureOf(error);
      throw failure instanceof RetriableError ? connectionFailure(config, error) : failure;
    }
    context.log.warn('The database is out of reach and is tried again', { cause: asError(error).message });
  }
  return {
    poll,
    commitRecord: (record) => {
      acknowledged = record.sourceOffset;
    },
    commit: async () => {
      // What was acknowledged before the last call is stored; what came since may have missed this one.
      if (seen !== undefined) {
        stored = seen;
        run?.confirm(seen);
      }
      seen = acknowledged;
    },
    stop: discard,
  };
});
