import * as v from 'valibot';
import { connectors } from '../lib/connectors/catalogue.ts';
import type { PluginCatalogue } from '../lib/herder/plugins/plugin-catalogue.ts';
import { createLazyAdmin } from '../lib/kafka/lazy-admin.ts';
import { clientSettings } from '../lib/runtime/client-settings.ts';
import { createEnvironment } from './environment.ts';

/** Names of the plugins that the stack deployed functions of, as `plugin.path` would hold them. */
const plugins = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/** What the functions have in common that look after connectors without running any. */
export const createControlPlane = async () => {
  const { plugins: recordPlugins, ...environment } = createEnvironment();
  // Validation makes them, to find out whether their settings go together.
  await Promise.all(recordPlugins.transformations.map(({ load }) => load()));
  const deployed = v.parse(plugins, process.env.PLUGINS);
  const catalogue: PluginCatalogue = {
    connectors: connectors.filter(({ name }) => deployed.includes(name)),
    ...recordPlugins,
  };
  // Neither the client nor its secrets are loaded before Kafka is really asked.
  const admin = createLazyAdmin(async () => {
    const { createKafkaJs } = await import('../lib/kafka/kafkajs/create-kafkajs.ts');
    const { raw } = await environment.resolveWorker();
    return createKafkaJs({ log: environment.log }).admin(clientSettings('admin', raw));
  });
  return { ...environment, plugins: catalogue, admin };
};
