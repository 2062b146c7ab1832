import { withoutPrefix } from '../config/prefixed.ts';
import type { RawConfig } from '../connect/connector.ts';
import { asError } from '../connect/errors.ts';
import { type HideSecrets, hideSecrets } from './errors/hide-secrets.ts';
import type { TaskAssignment } from './task-assignment.ts';
import type { TaskRuntime } from './task-runtime.ts';

/** A task's configurations with what their references stand for, and whether it still is the same. */
export interface TaskSecrets {
  /** @throws ConfigError naming a reference that leads nowhere. */
  resolve(): Promise<Pick<TaskAssignment, 'connectorConfig' | 'taskConfig'>>;
  /**
   * Whether a reference stands for something else than when the task was built, and `config.action.reload` wants a restart
   * for it. Providers are asked once in the time for which their values hold; while they can't be, nothing has changed. Never
   * rejects.
   */
  haveChanged(): Promise<boolean>;
  /** The error without any of them in its texts. */
  readonly hide: HideSecrets;
}

/** How soon providers that could not be reached are asked again, in milliseconds. */
const RETRY_MS = 60_000;
const CONNECTOR = 'connector ';
const TASK = 'task ';

const prefixed = (prefix: string, raw: RawConfig) =>
  Object.entries(raw).map(([key, value]) => [`${prefix}${key}`, value] as const);

const same = (left: RawConfig, right: RawConfig): boolean =>
  Object.entries(left).every(([key, value]) => right[key] === value);

/** Follows `WorkerConfigTransformer`, whose time-to-live of a secret schedules a restart of the connector (KIP-297). */
export const createTaskSecrets = (
  { resolveConfig, clock, log }: Pick<TaskRuntime, 'resolveConfig' | 'clock' | 'log'>,
  { connectorConfig, taskConfig }: TaskAssignment,
): TaskSecrets => {
  // Both at once, since they refer to the same secrets.
  const written = Object.fromEntries([...prefixed(CONNECTOR, connectorConfig), ...prefixed(TASK, taskConfig)]);
  const wantsRestart = connectorConfig['config.action.reload']?.trim().toLowerCase() !== 'none';
  let hide: HideSecrets = hideSecrets(written, []);
  let used: RawConfig | undefined;
  let lookAgainAt = Number.POSITIVE_INFINITY;
  let looking: Promise<boolean> | undefined;

  const resolveAll = async (): Promise<RawConfig> => {
    const { config, ttlMs, secrets } = await resolveConfig(written);
    hide = hideSecrets(config, secrets);
    lookAgainAt = clock.now() + (ttlMs ?? Number.POSITIVE_INFINITY);
    return config;
  };

  const look = async (before: RawConfig): Promise<boolean> => {
    const dueAt = lookAgainAt;
    try {
      const isSame = same(before, await resolveAll());
      if (!isSame) log.info('a secret has changed; the task starts anew', { connector: connectorConfig.name });
      // Whoever asks again is told so again.
      if (!isSame) lookAgainAt = dueAt;
      return !isSame;
    } catch (error) {
      lookAgainAt = clock.now() + RETRY_MS;
      log.warn('secrets could not be looked up again', { cause: asError(error).message });
      return false;
    } finally {
      looking = undefined;
    }
  };

  return {
    resolve: async () => {
      used = await resolveAll();
      return { connectorConfig: withoutPrefix(used, CONNECTOR), taskConfig: withoutPrefix(used, TASK) };
    },
    haveChanged: async () => {
      if (!wantsRestart || used === undefined || clock.now() < lookAgainAt) return false;
      looking ??= look(used);
      return looking;
    },
    hide: (error) => hide(error),
  };
};
