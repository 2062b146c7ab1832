import type { ConfigOf } from '../../config/config-def.ts';
import type { ConfigProblem } from '../../connect/connector.ts';
import type { connectionKeys } from './connection-keys.ts';

export const proxyProblems = (config: ConfigOf<typeof connectionKeys>): readonly ConfigProblem[] =>
  config['http.proxy.host'] !== '' && config['http.proxy.port'] === 0
    ? [{ key: 'http.proxy.port', message: 'http.proxy.host needs it' }]
    : [];
