import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { createAwsDeployer } from '../lib/aws/create-aws-deployer.ts';
import { parseDeployerSettings } from '../lib/aws/deployer-settings.ts';

/** The deployer of the stack that this function is part of. */
export const createStackDeployer = () =>
  createAwsDeployer({
    scheduler: new SchedulerClient({}),
    lambda: new LambdaClient({}),
    settings: parseDeployerSettings(process.env.DEPLOYER),
  });
