import type { AccessKey } from './access-key.ts';

/** A role of AWS that S3 is reached as, and how STS is asked for it. */
export interface AssumedRole {
  readonly arn: string;
  readonly sessionName: string;
  /** Empty where the role asks for none. */
  readonly externalId: string;
  /** An hour for `null`, which is what STS gives. */
  readonly durationSeconds: number | null;
  /** Of STS; the function's own where it is empty. */
  readonly region: string;
  /** Of STS; the region's for `null`. */
  readonly endpoint: string | null;
}

/**
 * Credentials of a role, asked for with the access key, or the function's own credentials without. The client of S3 keeps them, and
 * asks again five minutes before they expire. Loads the client of STS only then.
 */
export const roleCredentials = (role: AssumedRole, accessKey: AccessKey) => async () => {
  const { assumeRole } = await import('./assume-role.ts');
  return assumeRole(role, accessKey);
};
