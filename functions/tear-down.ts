import middy from '@middy/core';
import { createCustomResourceFunction } from '../lib/aws/custom-resource.ts';
import { createPowertoolsLogger } from '../lib/aws/powertools-logger.ts';
import { createTearDown } from '../lib/aws/tear-down.ts';
import { systemClock } from '../lib/runtime/clock.ts';
import { createStackDeployer } from './aws-deployer.ts';

const log = createPowertoolsLogger({ serviceName: 'tear-down', level: 'INFO' });

/** The custom resource that goes with the stack. */
export const handler = middy(createCustomResourceFunction(createTearDown(createStackDeployer(), systemClock), log));
