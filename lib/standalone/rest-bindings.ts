import type { Herder } from '../herder/herder.ts';
import { createAdminApp, createRestApp } from '../rest/create-rest-app.ts';
import type { Loggers } from '../rest/loggers.ts';
import type { RestOptions } from '../rest/rest-options.ts';
import { type Listener, parseListener } from './listeners.ts';
import type { RestConfig } from './rest-config.ts';
import type { Binding } from './rest-server.ts';

/** The listener that others use; follows `RestServer.advertisedUrl`. */
const advertisedListener = (config: RestConfig, listeners: readonly Listener[]): Listener | undefined =>
  listeners.find(({ scheme }) => scheme === config['rest.advertised.listener']) ?? listeners[0];

/** Where others reach this worker, as its id and as an address. @throws ConfigError for a listener that is none. */
export const advertised = (config: RestConfig): { readonly workerId: string; readonly url: string } => {
  const listener = advertisedListener(config, config.listeners.map(parseListener));
  const host = config['rest.advertised.host.name'] ?? listener?.host ?? '127.0.0.1';
  const workerId = `${host}:${config['rest.advertised.port'] ?? listener?.port ?? 8083}`;
  return { workerId, url: `${listener?.scheme ?? 'http'}://${workerId}` };
};

/** What is served where: `admin.listeners` say whether the loggers have addresses of their own, or none. */
export const restBindings = (
  herder: Herder,
  config: RestConfig,
  { loggers, ...options }: RestOptions & { readonly loggers: Loggers },
): readonly Binding[] => {
  const own = config['admin.listeners'];
  const app = createRestApp(herder, own === null ? { ...options, loggers } : options);
  const adminApp = createAdminApp(loggers, options);
  return [
    ...config.listeners.map((text) => ({ app, listener: parseListener(text) })),
    ...(own ?? []).map((text) => ({ app: adminApp, listener: parseListener(text) })),
  ];
};
