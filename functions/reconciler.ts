import middy from '@middy/core';
import { createReconcilerFunction } from '../lib/aws/reconciler-function.ts';
import { createReconciler } from '../lib/herder/reconciler/create-reconciler.ts';
import { createStackDeployer } from './aws-deployer.ts';
import { createControlPlane } from './control-plane.ts';

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
);
