import middy from '@middy/core';
import { publishWorkerMetrics } from '../lib/aws/publish-worker-metrics.ts';
import { createReconcilerFunction } from '../lib/aws/reconciler-function.ts';
import { createHerder } from '../lib/herder/create-herder.ts';
import { createReconciler } from '../lib/herder/reconciler/create-reconciler.ts';
import { createStackDeployer } from './aws-deployer.ts';
import { createControlPlane } from './control-plane.ts';
import { createEmf } from './metrics.ts';

const environment = await createControlPlane();
const { clock, log } = environment;
const deployer = createStackDeployer();

export const handler = middy(
  createReconcilerFunction({
    reconciler: createReconciler({ ...environment, now: clock.now, deployer }),
    forPass: () => createReconciler({ ...environment, now: clock.now, deployer: deployer.forPass() }),
    clock,
    log,
  }),
).use(
  publishWorkerMetrics({ herder: createHerder({ ...environment, now: clock.now }), emf: createEmf(environment), log }),
);
