import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import * as v from 'valibot';
import { ConnectError, RetriableError } from '../../connect/errors.ts';
import type { Password } from '../../connect/password.ts';
import type { TwitterSourceConfig } from './config.ts';

/** How requests say who asks. */
export interface Credentials {
  /** The `Authorization` header of a request. */
  header(method: string, url: URL): Promise<string>;
  /** Called when X refused it: whether another one is worth a try. */
  refused(): boolean;
}

const bearer = (token: Password): Credentials => ({
  header: async () => `Bearer ${token.value()}`,
  refused: () => false,
});

/** OAuth 1.0a in the name of a user. */
const userContext = (consumer: OAuth.Consumer, token: OAuth.Token): Credentials => {
  const oauth = new OAuth({
    consumer,
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  return {
    header: async (method, url) => oauth.toHeader(oauth.authorize({ url: url.href, method }, token)).Authorization,
    refused: () => false,
  };
};

const tokenAnswer = v.object({ token_type: v.literal('bearer'), access_token: v.string() });

/** The app for itself: its key and secret are changed for a token, anew when that is refused. */
const appContext = (apiUrl: string, { key, secret }: OAuth.Consumer): Credentials => {
  let token: Promise<string> | undefined;
  const basic = Buffer.from(`${encodeURIComponent(key)}:${encodeURIComponent(secret)}`).toString('base64');
  const ask = async (): Promise<string> => {
    const response = await fetch(new URL('/oauth2/token', apiUrl), {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    }).catch((error: unknown) => {
      throw new RetriableError(`X can't be reached at ${apiUrl}`, { cause: error });
    });
    if (response.status >= 500 || response.status === 429)
      throw new RetriableError(`X gives no token now: status ${response.status}`);
    if (!response.ok)
      throw new ConnectError(
        `X refuses twitter.oauth.consumerKey and twitter.oauth.consumerSecret: status ${response.status}`,
      );
    return v.parse(tokenAnswer, await response.json()).access_token;
  };
  const forget = (): void => {
    token = undefined;
  };
  return {
    header: async () => {
      token ??= ask();
      token.catch(forget);
      return `Bearer ${await token}`;
    },
    refused: () => {
      forget();
      return true;
    },
  };
};

/** A bearer token before a user's tokens before the app's own key. @throws ConnectError without any. */
export const createCredentials = (config: TwitterSourceConfig): Credentials => {
  const token = config['twitter.bearer.token'];
  if (token !== null) return bearer(token);
  const [key, secret] = [config['twitter.oauth.consumerKey'], config['twitter.oauth.consumerSecret']];
  if (key === null || secret === null)
    throw new ConnectError('twitter.bearer.token, or twitter.oauth.consumerKey and its secret must be set');
  const consumer = { key: key.value(), secret: secret.value() };
  const [access, accessSecret] = [config['twitter.oauth.accessToken'], config['twitter.oauth.accessTokenSecret']];
  return access !== null && accessSecret !== null
    ? userContext(consumer, { key: access.value(), secret: accessSecret.value() })
    : appContext(config['twitter.api.url'], consumer);
};
