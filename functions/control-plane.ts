import * as v from 'valibot';
import type { ConnectorSummary, PluginCatalogue, Plugins } from '../lib/herder/plugins/plugin-catalogue.ts';
import { createLazyAdmin } from '../lib/kafka/lazy-admin.ts';
import { clientSettings } from '../lib/runtime/client-settings.ts';
import { createTransactionSettler } from '../lib/runtime/exactly-once/transaction-settler.ts';
import { createEnvironment } from './environment.ts';

/** Of all connectors in the catalogue; infra/bundle.ts writes them here, so that the definitions can be loaded when they are needed. */
declare const CONNECTOR_SUMMARIES: readonly ConnectorSummary[];

/** Names of the plugins that the stack deployed functions of, as `plugin.path` would hold them. */
const deployedNames = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

const deployedPlugins = (): Plugins => {
  const deployed = v.parse(deployedNames, process.env.PLUGINS);
  let loaded: Promise<PluginCatalogue> | undefined;
  return {
    connectors: CONNECTOR_SUMMARIES.filter(({ name }) => deployed.includes(name)),
    load: () => {
      loaded ??= import('./plugin-catalogue.ts').then(({ catalogueOf }) => catalogueOf(deployed));
      return loaded;
    },
  };
};

/** What the functions have in common that look after connectors without running any. */
export const createControlPlane = () => {
  const environment = createEnvironment();
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
  return { ...environment, plugins: deployedPlugins(), admin, settleTransactions };
};
