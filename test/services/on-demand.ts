import * as v from 'valibot';
import { inject } from 'vitest';

/**
 * Services that only some connectors need, and what a test learns of each. The first test that asks has it started, for the
 * whole test run; what all tests share is started before them (`global-setup.ts`).
 */
export const onDemand = {
  ignite: v.object({ address: v.string() }),
  mosquitto: v.object({ uri: v.string() }),
  mongodb: v.object({ url: v.string() }),
  hdfs: v.object({ url: v.string() }),
  'schema-registry': v.object({ url: v.string() }),
  cassandra: v.object({ host: v.string(), port: v.number(), localDc: v.string() }),
  elasticsearch7: v.object({ url: v.string() }),
  elasticsearch8: v.object({ url: v.string() }),
  opensearch: v.object({ url: v.string() }),
  localstack: v.object({
    endpoint: v.string(),
    region: v.string(),
    accessKeyId: v.string(),
    secretAccessKey: v.string(),
    accountId: v.string(),
  }),
};

export type OnDemandName = keyof typeof onDemand;

/** How to reach the shared instance. @throws if it can't be started, with the reason. */
export async function service<N extends OnDemandName>(name: N): Promise<v.InferOutput<(typeof onDemand)[N]>> {
  const response = await fetch(`${inject('on-demand')}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return v.parse(onDemand[name], JSON.parse(text));
}
