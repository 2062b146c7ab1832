import type { ResolvedConfig } from '../config/references.ts';
import type { RawConfig } from '../connect/connector.ts';
import type { Logger } from '../connect/logger.ts';
import type { Kafka } from '../kafka/port.ts';
import type { Storage } from '../storage/storage.ts';
import type { Clock } from './clock.ts';
import type { RecordPlugins } from './plugins/record-plugins.ts';
import type { TaskMeters } from './task-meters.ts';
import type { WorkerConfig } from './worker-config.ts';

/** Everything that tasks share within a process, sources and sinks alike. */
export interface TaskRuntime {
  readonly storage: Storage;
  readonly kafka: Kafka;
  readonly plugins: RecordPlugins;
  readonly worker: WorkerConfig;
  /** Replaces the references of a configuration by the secrets they stand for. @throws ConfigError naming a dead reference. */
  resolveConfig(raw: RawConfig): Promise<ResolvedConfig>;
  /** Where this runs, as statuses show it: `127.0.0.1:8083`, `lambda:<function>`. */
  readonly workerId: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** The logger of a plugin, by its class. @default {@link TaskRuntime.log} */
  loggerOf?(className: string): Logger;
  /** @default nothing is measured */
  readonly meters?: TaskMeters;
}

/** What a task logs through. */
export const taskLog = ({ log, loggerOf }: Pick<TaskRuntime, 'log' | 'loggerOf'>, taskConfig: RawConfig): Logger => {
  const className = taskConfig['task.class'];
  return className === undefined ? log : (loggerOf?.(className) ?? log);
};
