import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOptions } from '../../infra/bundle.ts';

/** LocalStack has no MSK that asks for IAM, so what a function would log in with is looked at here. */
const run = promisify(execFile);
const FUNCTION_ENV = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDFUNCTION',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
};
const PROBE = `
  const { kafkaJsSasl } = await import(process.argv[1]);
  const { value } = await kafkaJsSasl(JSON.parse(process.argv[2])).oauthBearerProvider();
  console.log(value);
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connect-msk-'));
  await build({ ...buildOptions(), entryPoints: { sasl: 'lib/kafka/kafkajs/sasl.ts' }, outdir: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The signed request that the token is. */
const token = async (sasl: object, env: Readonly<Record<string, string>> = {}): Promise<URL> => {
  const args = ['--input-type=module', '-e', PROBE, join(folder, 'sasl.mjs'), JSON.stringify(sasl)];
  const { stdout } = await run(process.execPath, args, { env: { ...FUNCTION_ENV, ...env } });
  return new URL(Buffer.from(stdout.trim(), 'base64url').toString());
};

const answer = (accessKeyId: string): string => `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult><Credentials>
    <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>other</SecretAccessKey>
    <SessionToken>taken-on</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
  </Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** AWS STS, as far as it is asked to take on a role. */
const startSts = async () => {
  const asked: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answer('AKIDROLE'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}`, stop: () => server.close() };
};

describe('the bundled signer of MSK tokens', () => {
  const sasl = { mechanism: 'AWS_MSK_IAM', region: 'eu-west-1' };

  it('signs with the credentials of the function', async () => {
    const { host, searchParams } = await token(sasl);
    expect(host).toBe('kafka.eu-west-1.amazonaws.com');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      Action: 'kafka-cluster:Connect',
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'session',
      'X-Amz-Credential': expect.stringMatching(/^AKIDFUNCTION\/\d{8}\/eu-west-1\/kafka-cluster\/aws4_request$/),
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('takes on a role first where one is named', async () => {
    const sts = await startSts();
    try {
      const role = { ...sasl, roleArn: 'arn:aws:iam::123456789012:role/kafka', roleSessionName: 'worker' };
      const { searchParams } = await token(role, { AWS_ENDPOINT_URL_STS: sts.url });
      expect(searchParams.get('X-Amz-Credential')).toMatch(/^AKIDROLE\//);
      expect(searchParams.get('X-Amz-Security-Token')).toBe('taken-on');
      expect(sts.asked.map((one) => [one.get('Action'), one.get('RoleArn'), one.get('RoleSessionName')])).toEqual([
        ['AssumeRole', 'arn:aws:iam::123456789012:role/kafka', 'worker'],
      ]);
    } finally {
      sts.stop();
    }
  });

  it('has no profiles', async () => {
    await expect(token({ ...sasl, profileName: 'me' })).rejects.toThrow(/a function has none/);
  });
});
