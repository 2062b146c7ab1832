import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the chain of places that the SDK looks for credentials in: a function has them in its environment, always. The
 * rest of the chain brings clients of STS and SSO along.
 */
export const defaultProvider = () => fromEnv();
