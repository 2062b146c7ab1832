import { randomUUID } from 'node:crypto';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { PartitionOffset, SourceOffset } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import type { SourceTask, SourceTaskContext } from '../../../connect/source-task.ts';
import { createPatience } from '../patience.ts';
import { openSignalTopic } from '../signal-topic.ts';
import type { MySqlConfig } from './config.ts';
import { failureOf, isPassing } from './failures.ts';
import type { Flavor } from './flavor.ts';
import { openRun, type Run } from './run.ts';
import { createSchemaHistory } from './schema-history/schema-history.ts';
import { connectionFailure } from './session.ts';
import { createTaskSettings } from './settings.ts';

const isSame = (one: SourceOffset | null, other: SourceOffset): boolean =>
  JSON.stringify(one ?? {}, Object.keys(other)) === JSON.stringify(other);

/** Reads either server's binary log; follows `BinlogConnectorTask`. */
export const startBinlogTask = async (
  flavor: Flavor,
  config: MySqlConfig,
  context: SourceTaskContext,
): Promise<SourceTask> => {
  const settings = createTaskSettings(config, context.configs, { ...context, flavor, runId: randomUUID() });
  const { partition } = settings;
  const history = await createSchemaHistory({
    config,
    raw: context.configs,
    flavor,
    reader: context.offsetStorageReader,
    partition,
    ...(context.topicLogs !== undefined && { topics: context.topicLogs }),
    log: context.log,
  });
  const signals = await openSignalTopic(config, context);
  const stored = await context.offsetStorageReader.offset(partition);
  let last: SourceOffset | null = stored;
  /** The last one that was given to be stored. */
  let known: SourceOffset | null = stored;
  let run: Run | undefined;
  let outstanding = 0;
  const patience = createPatience(config['errors.max.retries'], Date.now);

  const open = (): Promise<Run> =>
    openRun(settings, { from: last, incarnation: context.incarnation, history, signals });
  const discard = async (): Promise<void> => {
    const ending = run;
    run = undefined;
    await ending?.close();
  };

  const refused = (thrown: unknown): Error => {
    const failure = failureOf(thrown);
    if (!(failure instanceof RetriableError)) return failure;
    return patience.isOver(Number.POSITIVE_INFINITY) ? new ConnectError(failure.message, { cause: thrown }) : failure;
  };

  const poll = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    try {
      run ??= await open();
      const records = await run.poll(signal);
      last = records.at(-1)?.sourceOffset ?? last;
      outstanding += records.length;
      patience.reset();
      return records;
    } catch (error) {
      await discard();
      if (signal.aborted && isPassing(asError(error))) return [];
      throw refused(error);
    }
  };

  /** The log moves on while nothing is captured: the next run need not read that again, nor look for what was removed since. */
  const moved = (): readonly PartitionOffset[] => {
    const offset = outstanding === 0 ? (run?.offset() ?? null) : null;
    return offset === null || isSame(known, offset) ? [] : [{ partition, offset }];
  };

  try {
    // A wrong address or right shows at once; a server that is away for a while is waited for once the connector has run.
    run = await open();
  } catch (error) {
    if (stored === null || !isPassing(asError(error))) {
      const failure = failureOf(error);
      throw failure instanceof RetriableError ? connectionFailure(config, error) : failure;
    }
    context.log.warn('The server is out of reach and is tried again', { cause: asError(error).message });
  }
  return {
    poll,
    commitRecord: () => {
      outstanding -= 1;
    },
    updateOffsets: (acknowledged) => {
      const own = acknowledged.find((one) => one.partition.server === partition.server);
      const [main] = moved().length > 0 ? moved() : own === undefined ? [] : [own];
      if (main === undefined) return [];
      known = main.offset;
      return [...history.offsetsBehind(), ...(main === own ? [] : [main])];
    },
    commit: async () => history.stored(),
    stop: discard,
  };
};
