import { basicAuthorization } from '../../../http/client.ts';
import type { ElasticsearchConfig } from '../config.ts';

/** A request as it is about to be sent. */
interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** All headers of a request, with what says who we are. */
export type Authorize = (request: Unsigned) => Promise<Headers>;

const fromUrl = ({ username, password }: URL): Headers =>
  username === ''
    ? {}
    : { authorization: basicAuthorization(decodeURIComponent(username), decodeURIComponent(password)) };

const isSigned = (config: ElasticsearchConfig): boolean =>
  config['aws.region'] !== null && config['aws.service.signing.name'] !== null;

/** By API key, user, AWS credentials, or what the URL says. The code that signs is loaded where it is needed. */
export const createAuthorize = async (config: ElasticsearchConfig): Promise<Authorize> => {
  if (isSigned(config)) return (await import('./sign-request.ts')).createSigning(config);
  const apiKey = config['connection.api.key'];
  const username = config['connection.username'];
  const password = config['connection.password'];
  const given: Headers =
    apiKey !== null
      ? { authorization: `ApiKey ${apiKey.value()}` }
      : username !== null && password !== null
        ? { authorization: basicAuthorization(username, password.value()) }
        : {};
  return async ({ url, headers }) => ({ ...headers, ...fromUrl(url), ...given });
};
