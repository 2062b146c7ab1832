import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import middy from '@middy/core';
import { createAwsDeployer } from '../lib/aws/create-aws-deployer.ts';
import { createReconcilerFunction } from '../lib/aws/reconciler-function.ts';
import { parseDeployerSettings } from '../lib/aws/deployer-settings.ts';
import { createReconciler } from '../lib/herder/reconciler/create-reconciler.ts';
import { createControlPlane } from './control-plane.ts';

const { clock, log, ...environment } = createControlPlane();
const deployer = createAwsDeployer({
  scheduler: new SchedulerClient({}),
  lambda: new LambdaClient({}),
  settings: parseDeployerSettings(process.env.DEPLOYER),
});
const context = { ...environment, log, now: clock.now };

export const handler = middy(
  createReconcilerFunction({
    reconciler: createReconciler({ ...context, deployer }),
    forPass: () => createReconciler({ ...context, deployer: deployer.forPass() }),
    tearDown: () => tearDown(deployer),
    clock,
    log,
  }),
);
