import type { AwsConnection } from '../aws-connection.ts';

/** S3Proxy's configuration: objects in memory, signatures checked. */
export function serverProperties({ endpoint, accessKeyId, secretAccessKey }: AwsConnection): string {
  return [
    `s3proxy.endpoint=${endpoint}`,
    's3proxy.authorization=aws-v2-or-v4',
    `s3proxy.identity=${accessKeyId}`,
    `s3proxy.credential=${secretAccessKey}`,
    // Of temporary credentials: it checks their signature, and knows no x-amz-security-token.
    's3proxy.ignore-unknown-headers=true',
    'jclouds.provider=transient-nio2',
    'jclouds.identity=unused',
    'jclouds.credential=unused',
    '',
  ].join('\n');
}
