import { type ExistingConnector, requireConnector } from '../connectors/connector-info.ts';
import { BadRequestError, ConflictingOperationError } from '../errors.ts';
import type { HerderContext } from '../herder-context.ts';

/**
 * Makes sure that nothing of a connector runs: it is STOPPED, the reconciler has taken its tasks away, and no run holds a
 * lease any more.
 *
 * @throws BadRequestError in Kafka Connect's words; ConflictingOperationError while a run is still ending.
 */
export const requireStopped = async (
  { storage, now }: Pick<HerderContext, 'storage' | 'now'>,
  name: string,
): Promise<ExistingConnector> => {
  const state = await requireConnector(storage.configs, name);
  if (state.targetState !== 'STOPPED' || (state.tasks?.configs.length ?? 0) > 0)
    throw new BadRequestError(
      `Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the '/connectors/${name}/stop' endpoint`,
    );
  const live = (await storage.statuses.leases(name)).filter(({ expiresAt }) => expiresAt > now());
  if (live.length > 0) {
    const runs = live.map(
      ({ task, expiresAt }) => `${name}-${task} (until ${new Date(expiresAt).toISOString()} at most)`,
    );
    throw new ConflictingOperationError(
      `Cannot modify offsets of connector ${name} while tasks of it are still ending: ${runs.join(', ')}. Try again then`,
    );
  }
  return state;
};
