import type { SinkTaskPlugin } from '../../config/define-task.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { KafkaBatchResponse } from '../../kafka/batch-item-failure.ts';
import { decodeKafkaEvent } from '../../kafka/event.ts';
import { topicPartitionName } from '../../kafka/event-types.ts';
import type { Clock } from '../clock.ts';
import { connectorOf } from '../function-alias.ts';
import type { InvocationContext } from '../invocation.ts';
import type { SinkHost } from './sink-host.ts';
import type { PartitionFailure, PartitionRecords } from './sink-runtime.ts';

export interface SinkFunctionOptions {
  readonly host: SinkHost;
  readonly plugin: SinkTaskPlugin;
  readonly pluginVersion: string;
  readonly clock: Clock;
  /**
   * Whether the mappings of this function look at batch item failures. Lambda does so for Kafka in provisioned mode only; on
   * any other mapping a returned list counts as success and its records would be lost, so there the function throws.
   */
  readonly reportsBatchItemFailures: boolean;
}

const toItem = ({ topic, partition, offset }: PartitionFailure) => ({
  itemIdentifier: { partition: topicPartitionName(topic, partition), offset },
});

/** The records of one invocation for the connector whose alias was invoked. */
export type SinkInvocation = (
  partitions: readonly PartitionRecords[],
  context: InvocationContext,
) => Promise<KafkaBatchResponse>;

/** A sink plugin's function past its event: for a poller in the same process, which has records in hand. */
export const createSinkInvocation =
  (options: SinkFunctionOptions): SinkInvocation =>
  async (partitions, context) => {
    const connector = connectorOf(context.invokedFunctionArn);
    if (connector === undefined)
      throw new ConnectError(
        `${context.invokedFunctionArn} has no alias: sinks are invoked by the alias of a connector`,
      );
    const failures = await options.host.deliver({
      connector,
      plugin: options.plugin,
      pluginVersion: options.pluginVersion,
      partitions,
      deadline: options.clock.now() + context.getRemainingTimeInMillis(),
    });
    if (failures.length > 0 && !options.reportsBatchItemFailures)
      throw new ConnectError(`${failures.length} partitions of connector ${connector} must be delivered again`);
    return { batchItemFailures: failures.map(toItem) };
  };

/** What a sink is invoked with where no records arrive. */
export const TICK = { tick: true } as const;

const isTick = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'tick' in event && event.tick === TICK.tick;

/** The handler of a sink plugin's function. */
export const createSinkFunction = (options: SinkFunctionOptions) => {
  const invoke = createSinkInvocation(options);
  return async (event: unknown, context: InvocationContext): Promise<KafkaBatchResponse> =>
    invoke(isTick(event) ? [] : decodeKafkaEvent(event), context);
};
