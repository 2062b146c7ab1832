import { SSMClient } from '@aws-sdk/client-ssm';
import { createSsmConfigProvider } from '../../lib/config-providers/ssm.ts';

export const createProvider = () => createSsmConfigProvider(new SSMClient({}));
