import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecretsManagerConfigProvider } from '../../lib/config-providers/secrets-manager.ts';

// Loaded by itself, so that the bundle has of the client what is used, and not all that could be asked of a loaded module.
export const createProvider = (client: { readonly region?: string }, ttlMs: number) =>
  createSecretsManagerConfigProvider(new SecretsManagerClient(client), ttlMs);
