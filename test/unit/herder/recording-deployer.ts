import type { Deployment, TaskDeployer } from '../../../lib/herder/task-deployment.ts';

export interface RecordingDeployer extends TaskDeployer {
  /** What is set up now, by connector. */
  readonly current: Map<string, Deployment>;
  /** Called before each deployment takes effect; may throw, or change things. */
  onApply: (deployment: Deployment) => Promise<void>;
}

/** Keeps deployments in a map. */
export const createRecordingDeployer = (): RecordingDeployer => {
  const current = new Map<string, Deployment>();
  const deployer: RecordingDeployer = {
    current,
    onApply: async () => {},
    apply: async (deployment) => {
      await deployer.onApply(deployment);
      current.set(deployment.connector, deployment);
    },
    remove: async (connector) => void current.delete(connector),
    deployed: async () => [...current.keys()],
  };
  return deployer;
};
