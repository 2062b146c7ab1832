import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { service } from '../../services/on-demand.ts';
import { createRunDirectory } from '../../services/run-directory.ts';
import { PUBLISHED, WORKER } from '../../unit/ignite/published.ts';
import { publishedConfigs } from '../../worker/published-configs.ts';
import { connectIgnite, type TestIgnite } from './ignite-client.ts';

const configs = publishedConfigs(inject('kafka').bootstrapServers, WORKER);
const { address } = await service('ignite');

let ignite: TestIgnite;
let directory: Awaited<ReturnType<typeof createRunDirectory>>;
beforeAll(async () => {
  ignite = await connectIgnite(address);
  directory = await createRunDirectory('ignite-xml');
});
afterAll(async () => {
  ignite?.close();
  await directory?.remove();
});

/** A node's configuration as Ignite's examples have it, with the port of thin clients, which is another one than usual. */
const writeSpringXml = async (): Promise<string> => {
  const [host, port] = address.split(':');
  const file = join(directory.path, 'ignite.xml');
  await writeFile(
    file,
    `<beans><bean class="org.apache.ignite.configuration.IgniteConfiguration">
      <property name="clientConnectorConfiguration">
        <bean class="org.apache.ignite.configuration.ClientConnectorConfiguration"><property name="port" value="${port}"/></bean>
      </property>
      <property name="cacheConfiguration"><list>
        <bean class="org.apache.ignite.configuration.CacheConfiguration"><property name="name" value="myCache"/></bean>
      </list></property>
      <property name="discoverySpi"><bean class="org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi"><property name="ipFinder">
        <bean class="org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder"><property name="addresses">
          <list><!-- <value>nobody</value> --><value>${host}:47500..47509</value></list>
        </property></bean></property></bean></property>
    </bean></beans>`,
  );
  return file;
};

describe('as published, it runs:', () => {
  it('Ignite’s, with the worker and the Spring XML of its documentation', async () => {
    const cache = await ignite.cache('myCache', 'STRING');
    const igniteCfg = await writeSpringXml();
    await configs.produce([
      { topic: 'someTopic1', key: 'k1', value: 'v1' },
      { topic: 'someTopic2', key: 'k2', value: 'v2' },
      { topic: 'someTopic2', key: 'k3', value: 'v3' },
      { topic: 'someTopic2', key: 'k2', value: 'v2, overwritten' },
      { topic: 'someTopic2', key: 'k3', value: null },
    ]);
    const name = await configs.paste(PUBLISHED, { igniteCfg });
    await configs.expectSoon(name, async () =>
      expect(await Promise.all(['k1', 'k2', 'k3'].map((key) => cache.get(key)))).toEqual([
        'v1',
        'v2, overwritten',
        null,
      ]),
    );
  });

  it('Ignite’s, with an extractor, whose class is named and said in expressions', async () => {
    const cache = await ignite.cache('myExtracted', 'STRING');
    const igniteCfg = await writeSpringXml();
    await configs.produce([{ topic: 'someTopic3', value: 'v' }]);
    const name = await configs.paste(PUBLISHED, {
      name: 'my-extracting-connector',
      topics: 'someTopic3',
      cacheName: 'myExtracted',
      igniteCfg,
      singleTupleExtractorCls: 'my.company.MyExtractor',
      'singleTupleExtractor.key': 'topic + ":" + value',
    });
    await configs.expectSoon(name, async () => expect(await cache.get('someTopic3:v')).toBe('v'));
  });
});
