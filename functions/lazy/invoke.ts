import { LambdaClient } from '@aws-sdk/client-lambda';
import { invokeFunction } from '../../lib/aws/invoke-function.ts';

export const createInvoke = () => invokeFunction(new LambdaClient({}));
