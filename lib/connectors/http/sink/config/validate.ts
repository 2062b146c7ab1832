import type { ConfigProblem } from '../../../../connect/connector.ts';
import { asError } from '../../../../connect/errors.ts';
import { authenticationProblems, tokenHeaders } from '../../auth/authentication-settings.ts';
import { proxyProblems } from '../../proxy-problems.ts';
import { sinkAuthentication } from '../authentication.ts';
import type { HttpSinkConfig } from '../config.ts';
import { parseHeaders } from '../headers.ts';
import { replacementsOf } from '../settings.ts';

type Rule = (config: HttpSinkConfig) => readonly ConfigProblem[];

const under = (keys: readonly string[], message: string): readonly ConfigProblem[] =>
  keys.map((key) => ({ key, message }));

const failing = (key: string, work: () => unknown): readonly ConfigProblem[] => {
  try {
    work();
    return [];
  } catch (error) {
    return under([key], asError(error).message);
  }
};

const url: Rule = (config) =>
  config['http.api.url'] === null && config['http.url'] === null
    ? under(['http.api.url'], 'Missing required configuration "http.api.url" which has no default value.')
    : [];

const headers: Rule = (config) => failing('headers', () => parseHeaders(config, 'json'));

const authentication: Rule = (config) => {
  const unreadable = failing('oauth2.client.headers', () => tokenHeaders(config));
  return unreadable.length > 0 ? unreadable : authenticationProblems(sinkAuthentication(config));
};

const regex: Rule = (config) => failing('regex.patterns', () => replacementsOf(config));

const rules: readonly Rule[] = [url, authentication, headers, regex, proxyProblems];

/** What single keys cannot tell. */
export const httpSinkProblems: Rule = (config) => rules.flatMap((rule) => rule(config));
