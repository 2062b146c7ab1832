import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireDocker, startContainer } from './docker.ts';
import { firstAvailable } from './first-available.ts';
import { givenLifecycle } from './given-lifecycle.ts';
import { startJava } from './java.ts';
import { fetchJavaLibraries, type JavaLibraries } from './java-libraries.ts';
import type { Lifecycle } from './lifecycle.ts';
import { freePort } from './ports.ts';
import type { Probe } from './probes.ts';
import { startRestartable } from './restartable.ts';
import { createRunDirectory } from './run-directory.ts';

/** Where a search engine listens. */
interface SearchConnection {
  readonly url: string;
}

export interface SearchService extends SearchConnection, Lifecycle {}

interface SearchServer {
  /** As a message names it: `Elasticsearch 8.13.4`. */
  readonly name: string;
  readonly variable: string;
  /** Of its `pom.xml` and `Main.java`. */
  readonly folder: string;
  readonly image: string;
  readonly containerEnv: Readonly<Record<string, string>>;
  jvm(libraries: JavaLibraries): readonly string[];
  classPath(libraries: JavaLibraries): string;
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Ready when it says so, not when it listens: indices of an earlier run come back afterwards. */
const isHealthy =
  (url: string): Probe =>
  () =>
    fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`, { signal: AbortSignal.timeout(3_000) }).then(
      ({ ok }) => ok,
      () => false,
    );

async function startNode(server: SearchServer, port: number, url: string): Promise<Lifecycle> {
  const libraries = await fetchJavaLibraries(server.name, file(`${server.folder}/pom.xml`));
  const run = await createRunDirectory(server.folder);
  const transportPort = await freePort();
  const node = () =>
    startJava({
      name: server.name,
      classPath: server.classPath(libraries),
      jvm: ['-Xms384m', '-Xmx384m', ...server.jvm(libraries)],
      mainClass: file(`${server.folder}/Main.java`),
      args: [join(run.path, 'home'), String(port), String(transportPort), libraries.directory],
      logFile: join(run.path, 'server.log'),
      cwd: run.path,
      ready: isHealthy(url),
    });
  return startRestartable(node, run.remove);
}

async function startSearch(server: SearchServer, port?: number): Promise<SearchService> {
  const given = process.env[server.variable];
  if (given !== undefined) return { url: given, ...givenLifecycle(server.variable) };
  const chosen = port ?? (await freePort());
  const url = `http://127.0.0.1:${chosen}`;
  const { name, image, containerEnv: env } = server;
  const container = { image, containerPort: 9200, port: chosen, env, args: [], ready: isHealthy(url) };
  const findMaven = async () => {
    await fetchJavaLibraries(name, file(`${server.folder}/pom.xml`));
    return () => startNode(server, chosen, url);
  };
  const start = await firstAvailable(
    name,
    [
      { name: 'Maven', find: findMaven },
      { name: 'Docker', find: async () => requireDocker().then(() => () => startContainer(container)) },
    ],
    `Install Maven 3 with a JDK 17, or Docker, or set ${server.variable}.`,
  );
  return { url, ...(await start()) };
}

/** Modules but for the one of HTTP, which the server loads itself. */
const withoutNetty = (classPath: string): string =>
  classPath
    .split(':')
    .filter((jar) => !/\/(netty-|transport-netty4)[^/]*$/.test(jar))
    .join(':');

interface Options {
  readonly port?: number;
}

/** Elasticsearch 7.17, or the server at TEST_ELASTICSEARCH7_URL. */
export const startElasticsearch7 = ({ port }: Options = {}): Promise<SearchService> =>
  startSearch(
    {
      name: 'Elasticsearch 7.17.29',
      variable: 'TEST_ELASTICSEARCH7_URL',
      folder: 'elasticsearch7',
      image: 'docker.elastic.co/elasticsearch/elasticsearch:7.17.29',
      containerEnv: { 'discovery.type': 'single-node', 'xpack.security.enabled': 'false' },
      classPath: ({ classPath }) => classPath,
      jvm: () => [`-Dlog4j.configurationFile=${file('elasticsearch7/log4j2.properties')}`],
    },
    port,
  );

/** Elasticsearch 8.13, or the server at TEST_ELASTICSEARCH8_URL. Its jars are modules. */
export const startElasticsearch8 = ({ port }: Options = {}): Promise<SearchService> =>
  startSearch(
    {
      name: 'Elasticsearch 8.13.4',
      variable: 'TEST_ELASTICSEARCH8_URL',
      folder: 'elasticsearch8',
      image: 'docker.elastic.co/elasticsearch/elasticsearch:8.13.4',
      containerEnv: { 'discovery.type': 'single-node', 'xpack.security.enabled': 'false' },
      classPath: () => file('elasticsearch8'),
      jvm: ({ classPath }) => ['--module-path', withoutNetty(classPath), '--add-modules=ALL-MODULE-PATH'],
    },
    port,
  );

/** OpenSearch 2.19, or the server at TEST_OPENSEARCH_URL. */
export const startOpenSearch = ({ port }: Options = {}): Promise<SearchService> =>
  startSearch(
    {
      name: 'OpenSearch 2.19.1',
      variable: 'TEST_OPENSEARCH_URL',
      folder: 'opensearch',
      image: 'opensearchproject/opensearch:2.19.1',
      containerEnv: { 'discovery.type': 'single-node', DISABLE_SECURITY_PLUGIN: 'true' },
      classPath: ({ classPath }) => classPath,
      jvm: () => [],
    },
    port,
  );
