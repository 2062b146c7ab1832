import * as v from 'valibot';
import { connectors } from '../lib/connectors/catalogue.ts';
import type { PluginCatalogue } from '../lib/herder/plugins/plugin-catalogue.ts';
import { createLazyAdmin } from '../lib/kafka/lazy-admin.ts';
import { clientSettings } from '../lib/runtime/client-settings.ts';
import { createTransactionSettler } from '../lib/runtime/exactly-once/transaction-settler.ts';
import { createEnvironment } from './environment.ts';

/** Names of the plugins that the stack deployed functions of, as `plugin.path` would hold them. */
const plugins = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/** What the functions have in common that look after connectors without running any. */
export const createControlPlane = () => {
  const { plugins: recordPlugins, ...environment } = createEnvironment();
  const deployed = v.parse(plugins, process.env.PLUGINS);
  const catalogue: PluginCatalogue = {
    connectors: connectors.filter(({ name }) => deployed.includes(name)),
    ...recordPlugins,
  };
  // Neither the client nor its secrets are loaded before Kafka is really asked.
  const kafka = async () => {
    const { createKafkaJs } = await import('../lib/kafka/kafkajs/create-kafkajs.ts');
    return createKafkaJs({ log: environment.log });
  };
  const admin = createLazyAdmin(async () => {
    const { raw } = await environment.resolveWorker();
    return (await kafka()).admin(clientSettings('admin', raw));
  });
  const settleTransactions = createTransactionSettler({ ...environment, kafka, worker: environment.resolveWorker });
  return { ...environment, plugins: catalogue, admin, settleTransactions };
};
