import { sourceGuarantee } from '../source/delivery-guarantee.ts';
import type { SourceRunRequest, SourceRuntime } from '../source/source-runtime.ts';
import { generationOf, type TaskAssignment } from '../task-assignment.ts';
import type { TaskSecrets } from '../task-secrets.ts';
import { fenceTasks } from './fence-tasks.ts';

/**
 * Before the first run of a new generation of an exactly-once connector: tasks of older ones may have been killed, and may
 * yet wake up. What they read may now be another task's, so that taking the own task over does not suffice (KIP-618 has the
 * leader fence all tasks of a generation before the next). One that is exactly-once no more still settles what it left
 * pending when it was.
 *
 * @returns false while a run of an older generation holds its lease.
 */
export const fenceOlderGenerations = async (
  runtime: SourceRuntime,
  { connector }: SourceRunRequest,
  { assignment, secrets }: { readonly assignment: TaskAssignment; readonly secrets: TaskSecrets },
): Promise<boolean> => {
  const { storage } = runtime;
  if (
    sourceGuarantee(assignment.connectorConfig, runtime.worker) !== 'exactly_once' &&
    (await storage.offsets.pendingOffsets(connector)).length === 0
  )
    return true;
  return fenceTasks({
    runtime,
    connector,
    connectorConfig: async () => (await secrets.resolve()).connectorConfig,
    isConcerned: (lease) => generationOf(lease) !== assignment.generation,
    leaseTtlMs: runtime.leaseTtlMs,
  });
};
