import type { ConfigProblem } from '../../../connect/connector.ts';
import { asError } from '../../../connect/errors.ts';
import { authenticationProblems, authenticationSettings } from '../auth/authentication-settings.ts';
import { proxyProblems } from '../proxy-problems.ts';
import type { HttpSourceConfig } from './config.ts';
import { requestHeaders } from './page-request.ts';

type Rule = (config: HttpSourceConfig) => readonly ConfigProblem[];

const failing = (key: string, work: () => readonly ConfigProblem[]): readonly ConfigProblem[] => {
  try {
    return work();
  } catch (error) {
    return [{ key, message: asError(error).message }];
  }
};

/** Whether requests say where to read on; without it, each answer is all that there is. */
export const saysOffset = (config: HttpSourceConfig): boolean =>
  [
    config.url,
    config['http.request.parameters'],
    config['http.request.headers'],
    config['http.request.sensitive.headers'].value(),
    config['http.request.body'],
  ].some((text) => text.includes('${offset}'));

const needed = (config: HttpSourceConfig, key: 'http.offset.json.pointer' | 'http.next.page.json.pointer') => {
  const { 'http.offset.mode': mode, [key]: pointer } = config;
  if (pointer === '') return [{ key, message: `http.offset.mode=${mode} needs it` }];
  const message = `http.offset.mode=${mode} needs \${offset} in url, parameters, headers or body: no page would follow the first`;
  return saysOffset(config) ? [] : [{ key: 'http.offset.mode', message }];
};

const offsets: Rule = (config) => {
  const { 'http.offset.mode': mode, 'http.initial.offset': initial } = config;
  if (mode === 'CHAINING') return needed(config, 'http.offset.json.pointer');
  if (mode === 'CURSOR_PAGINATION') return needed(config, 'http.next.page.json.pointer');
  return /^-?\d*$/.test(initial)
    ? []
    : [{ key: 'http.initial.offset', message: 'http.offset.mode=SIMPLE_INCREMENTING needs an integer' }];
};

const entities: Rule = (config) => {
  const { 'entity.names': names, 'topic.name.pattern': topic, url } = config;
  const isNamed = `${url} ${topic} ${config['http.request.parameters']} ${config['http.request.body']}`.includes(
    '${entityName}',
  );
  return isNamed && names.length === 0
    ? [{ key: 'entity.names', message: '${entityName} stands for nothing: name entities' }]
    : [];
};

const body: Rule = (config) =>
  config['http.request.body'] !== '' && config['http.request.method'] === 'GET'
    ? [{ key: 'http.request.body', message: 'http.request.method=GET has no body: set it to POST' }]
    : [];

const headers: Rule = (config) =>
  failing('http.request.headers', () => {
    requestHeaders(config);
    return [];
  });

const authentication: Rule = (config) =>
  failing('oauth2.client.headers', () => authenticationProblems(authenticationSettings(config)));

const rules: readonly Rule[] = [offsets, entities, body, headers, authentication, proxyProblems];

/** What single keys cannot tell. */
export const httpSourceProblems: Rule = (config) => rules.flatMap((rule) => rule(config));
