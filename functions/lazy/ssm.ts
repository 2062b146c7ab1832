import { SSMClient } from '@aws-sdk/client-ssm';
import { createSsmConfigProvider } from '../../lib/config-providers/ssm.ts';

export const createProvider = (client: { readonly region?: string }, ttlMs: number) =>
  createSsmConfigProvider(new SSMClient(client), ttlMs);
