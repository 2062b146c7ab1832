/** Where an AWS service's stand-in listens, and as whom to call it. */
export interface AwsConnection {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const ours = { region: 'us-east-1', accessKeyId: 'test', secretAccessKey: 'test' };

/** A stand-in that we start ourselves. */
export function localAwsConnection(port: number): AwsConnection {
  return { endpoint: `http://127.0.0.1:${port}`, ...ours };
}

/** A service that the environment gives: its endpoint in that variable, the rest in AWS's own. */
export function givenAwsConnection(variable: string): AwsConnection | undefined {
  const endpoint = process.env[variable];
  if (endpoint === undefined) return undefined;
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  return {
    endpoint,
    region: AWS_REGION ?? ours.region,
    accessKeyId: AWS_ACCESS_KEY_ID ?? ours.accessKeyId,
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? ours.secretAccessKey,
  };
}
