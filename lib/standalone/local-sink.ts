import type { ResolvedConfig } from '../config/references.ts';
import type { RawConfig } from '../connect/connector.ts';
import type { Logger } from '../connect/logger.ts';
import type { Kafka } from '../kafka/port.ts';
import { clientSettings } from '../runtime/client-settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Storage } from '../storage/storage.ts';
import { createEventSourceMapping } from './event-source/event-source-mapping.ts';
import { createInvocationContext } from './local-context.ts';
import type { LocalDeployerOptions } from './local-deployer.ts';
import type { LocalFunctions } from './local-functions.ts';

/** Has a sink invoked with the batches of a topic, as its event source mapping would. */
export const startLocalSink =
  (options: {
    readonly functions: LocalFunctions;
    readonly kafka: Kafka;
    readonly storage: Storage;
    readonly worker: RawConfig;
    resolveConfig(raw: RawConfig): Promise<ResolvedConfig>;
    readonly clock: Clock;
    readonly log: Logger;
  }): LocalDeployerOptions['startSink'] =>
  async (connector, plugin, { topic, groupId, settings }) => {
    const { functions, kafka, storage, worker, resolveConfig, clock, log } = options;
    const { config } = await resolveConfig((await storage.configs.connector(connector))?.config ?? {});
    const mapping = createEventSourceMapping({
      kafka,
      clientConfig: clientSettings('consumer', worker, config),
      topic,
      groupId,
      settings: { ...settings, reportBatchItemFailures: true },
      invoke: (batch) => functions.invokeSink(plugin, [batch], createInvocationContext(plugin, connector, clock)),
      clock,
      log,
    });
    await mapping.start();
    return mapping;
  };
