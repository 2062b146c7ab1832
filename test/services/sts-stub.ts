import { once } from 'node:events';
import { createServer } from 'node:http';

export interface StsAnswer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly expiration: Date;
}

export interface StsRefusal {
  readonly status: number;
  readonly code: string;
}

export interface StsStub {
  readonly url: string;
  /** The parameters of requests, in order. */
  readonly asked: ReadonlyArray<Readonly<Record<string, string>>>;
  /** What they were signed with: key, day, region, service. */
  readonly signedBy: readonly string[];
  stop(): Promise<void>;
}

const credentials = ({ accessKeyId, secretAccessKey, expiration }: StsAnswer): string =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
    <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
    <SessionToken>session of ${accessKeyId}</SessionToken><Expiration>${expiration.toISOString()}</Expiration>
  </Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const refusal = ({ code }: StsRefusal): string =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
    <Error><Type>Sender</Type><Code>${code}</Code><Message>as the test says</Message></Error>
  </ErrorResponse>`;

/** AWS STS, as far as it is asked to assume roles: the emulators give anyone any role, and tell nobody what they were asked. */
export const startSts = async (answer: (index: number) => StsAnswer | StsRefusal): Promise<StsStub> => {
  const asked: Array<Readonly<Record<string, string>>> = [];
  const signedBy: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
    signedBy.push(/Credential=([^,]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const given = answer(asked.length - 1);
    if ('status' in given) response.writeHead(given.status, { 'content-type': 'text/xml' }).end(refusal(given));
    else response.writeHead(200, { 'content-type': 'text/xml' }).end(credentials(given));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub of STS has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    signedBy,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
