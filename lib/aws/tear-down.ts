import { RetriableError } from '../connect/errors.ts';
import { forEachConcurrently } from '../herder/reconciler/for-each-concurrently.ts';
import type { TaskDeployer } from '../herder/task-deployment.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CustomResource } from './custom-resource.ts';

const CONCURRENCY = 10;
const PAUSE_MS = 3000;

/**
 * Takes away what the reconciler made, when the stack goes: CloudFormation knows nothing of it, and mappings outlive their
 * function. Configurations and offsets stay where they are.
 */
export const createTearDown = (deployer: Pick<TaskDeployer, 'deployed' | 'remove'>, clock: Clock): CustomResource => ({
  put: async () => {},
  remove: async () => {
    for (let left = await deployer.deployed(); left.length > 0; left = await deployer.deployed()) {
      const errors = await forEachConcurrently(left, CONCURRENCY, (connector) => deployer.remove(connector));
      const permanent = errors.find((error) => !(error instanceof RetriableError));
      if (permanent !== undefined) throw permanent;
      await clock.sleep(PAUSE_MS);
    }
  },
});
