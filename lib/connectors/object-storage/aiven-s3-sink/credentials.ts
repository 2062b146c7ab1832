const DEFAULT_CHAINS = [
  'software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider',
  'software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain',
  'com.amazonaws.auth.DefaultAWSCredentialsProviderChain',
];

/** Classes of providers are Java's; of those only the default chain has a meaning here. */
export const credentialsComplaint = (className: string): string | null =>
  DEFAULT_CHAINS.includes(className)
    ? null
    : `Not supported: an access key, or ${DEFAULT_CHAINS[0]} for the function's own role`;
