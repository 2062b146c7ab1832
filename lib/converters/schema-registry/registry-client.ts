import { setTimeout as sleep } from 'node:timers/promises';
import { asError, ConnectError, DataError, RetriableError } from '../../connect/errors.ts';
import type { RegistryConfig } from './config.ts';
import { connectionOptions } from './connection.ts';
import { createCredentials } from './credentials.ts';
import { type HttpResponse, sendHttp } from './http-request.ts';
import type { RequestHeaders } from './prefixed-keys.ts';

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';

/** Asks the registry. @throws RetriableError, DataError for what it refuses, ConnectError for who may not ask. */
export type AskRegistry = (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** `{"error_code":409,"message":"…"}` in words, as the original's `RestClientException` has it. */
const reasonOf = ({ status, body }: HttpResponse): string => {
  const json = parsed(body);
  const isError = typeof json === 'object' && json !== null && 'message' in json;
  const code = isError && 'error_code' in json ? json.error_code : status;
  return `${isError ? json.message : `HTTP ${status}`}; error code: ${code}`;
};

const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 429;

const outcomeOf = (response: HttpResponse): unknown => {
  const { status, body } = response;
  if (status >= 200 && status < 300) return parsed(body);
  const reason = `The schema registry answered: ${reasonOf(response)}`;
  if (isPassing(status)) throw new RetriableError(reason);
  if (status === 401 || status === 403 || status === 407) throw new ConnectError(reason);
  throw new DataError(reason, {
    className: 'io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException',
  });
};

const withoutCredentials = (url: URL): URL => {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
};

/** A client of the registry's REST API, with headers of one's own, that tries again, and the next URL where one does not answer. */
export const createRegistryClient = async (config: RegistryConfig, own: RequestHeaders): Promise<AskRegistry> => {
  const options = await connectionOptions(config);
  const credentials = createCredentials(config);
  const bases = config['schema.registry.url'].map((url) => new URL(url.endsWith('/') ? url : `${url}/`));

  const ask = async (base: URL, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const url = new URL(path, withoutCredentials(base));
    let response: HttpResponse;
    try {
      const headers = { ...(await credentials(base)), ...own, accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE };
      const timeoutMs = config['http.read.timeout.ms'];
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      response = await sendHttp({ method, url, headers, timeoutMs, options, ...text });
    } catch (error) {
      if (error instanceof ConnectError) throw error;
      throw new RetriableError(`The schema registry at ${url.origin} cannot be reached: ${asError(error).message}`, {
        cause: error,
      });
    }
    return outcomeOf(response);
  };

  /** Any of the URLs. */
  const askAny = async (...request: readonly ['GET' | 'POST', string, object?]): Promise<unknown> => {
    let failure: unknown;
    for (const base of bases) {
      try {
        return await ask(base, ...request);
      } catch (error) {
        if (!(error instanceof RetriableError)) throw error;
        failure = error;
      }
    }
    throw failure;
  };

  return async (...request) => {
    const [longest, retries] = [config['retries.max.wait.ms'], config['max.retries']];
    for (let attempt = 0; ; attempt++) {
      try {
        return await askAny(...request);
      } catch (error) {
        if (!(error instanceof RetriableError) || attempt >= retries) throw error;
        await sleep(Math.min(config['retries.wait.ms'] * 2 ** attempt, longest));
      }
    }
  };
};
