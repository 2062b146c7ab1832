import middy from '@middy/core';
import { createCustomResourceFunction } from '../lib/aws/custom-resource.ts';
import { createDeclaredConnectors } from '../lib/aws/declared-connectors.ts';
import { createEnvironment } from './environment.ts';

const { storage, log } = createEnvironment();

/** The custom resource of connectors that are declared in CDK. */
export const handler = middy(createCustomResourceFunction(createDeclaredConnectors(storage.configs), log));
