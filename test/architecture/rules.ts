/** A rule on imports, in the words that its failure prints. */
export interface Rule {
  readonly says: string;
  /** The files it is about. */
  of(file: string): boolean;
  allows(target: string, file: string): boolean;
}

const inside =
  (...folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

const isPackage = (target: string): boolean => !inside('lib', 'functions', 'infra', 'test')(target);
const isNode = (target: string): boolean => target.startsWith('node:');

/** `lib/connectors/<family>` of a path, if it is in one. */
const family = (path: string): string | undefined => /^lib\/connectors\/[^/]+(?=\/)/.exec(path)?.[0];

const room = (says: string, folder: string, ...mayImport: readonly string[]): Rule => ({
  says,
  of: inside(folder),
  allows: (target) => isPackage(target) || inside(folder, ...mayImport)(target),
});

const RECORD_PLUGINS = ['lib/predicates', 'lib/config-providers'];
const CLIENTS = ['kafkajs', '@aws-sdk/', 'pg', 'mysql2', 'libsql', 'hono', '@hono/', 'aws-cdk-lib'];
const isClient = (target: string): boolean =>
  CLIENTS.some((name) => target === name || target.startsWith(name.endsWith('/') ? name : `${name}/`));

export const rules: readonly Rule[] = [
  {
    says: 'lib/connect, the plugin API, imports nothing but itself',
    of: inside('lib/connect'),
    allows: (target) => isNode(target) || inside('lib/connect')(target),
  },
  room('lib/config imports lib/connect only', 'lib/config', 'lib/connect'),
  room('lib/expression imports lib/connect and lib/config only', 'lib/expression', 'lib/connect', 'lib/config'),
  ...RECORD_PLUGINS.map((folder) =>
    room(
      `${folder} imports lib/connect, lib/config and lib/expression only`,
      folder,
      'lib/connect',
      'lib/config',
      'lib/expression',
    ),
  ),
  room(
    'lib/transforms imports lib/connect, lib/config, lib/expression and lib/formats only',
    'lib/transforms',
    'lib/connect',
    'lib/config',
    'lib/expression',
    'lib/formats',
  ),
  room(
    'lib/formats, the mappings between Connect schemas and those of other formats, imports lib/connect only',
    'lib/formats',
    'lib/connect',
  ),
  room(
    'lib/http, the client of connectors that speak HTTP, imports lib/connect and lib/config only',
    'lib/http',
    'lib/connect',
    'lib/config',
  ),
  room('lib/kcql, the grammar of Lenses’ connectors, imports lib/connect only', 'lib/kcql', 'lib/connect'),
  {
    says: 'undici stands behind lib/http: nothing else imports it',
    of: (file) => inside('lib')(file) && !inside('lib/http')(file),
    allows: (target) => target !== 'undici' && !target.startsWith('undici/'),
  },
  room(
    'lib/converters imports lib/connect, lib/config and lib/formats only',
    'lib/converters',
    'lib/connect',
    'lib/config',
    'lib/formats',
  ),
  {
    says: 'REST loads every converter without a codec: in lib/converters only files named codec import lib/formats, but for JSON and the adjusting of names, which need no package',
    of: (file) => inside('lib/converters')(file) && !/\/(codec|codec-[a-z-]+)\.ts$/.test(file),
    allows: (target) =>
      !inside('lib/formats')(target) ||
      inside('lib/formats/json')(target) ||
      target === 'lib/formats/avro/name-adjuster.ts',
  },
  room('lib/storage imports lib/connect only', 'lib/storage', 'lib/connect'),
  room('lib/kafka imports lib/connect and lib/config only', 'lib/kafka', 'lib/connect', 'lib/config'),
  {
    says: 'a connector imports lib/connect, lib/config, lib/formats, lib/http, lib/expression, lib/kcql, its own family and its driver; never another family',
    of: (file) => family(file) !== undefined,
    allows: (target, file) =>
      isPackage(target) ||
      inside(
        'lib/connect',
        'lib/config',
        'lib/formats',
        'lib/http',
        'lib/expression',
        'lib/kcql',
        family(file) ?? '',
      )(target),
  },
  {
    says: "a connector's control plane (config.ts, connector.ts) imports no package: REST loads every connector without a driver",
    of: (file) => family(file) !== undefined && /\/(config|connector)\.ts$/.test(file),
    allows: (target) => isNode(target) || !isPackage(target),
  },
  room(
    'lib/runtime imports lib/connect, lib/config, the stores’ interfaces and the Kafka port only',
    'lib/runtime',
    'lib/connect',
    'lib/config',
    'lib/storage',
    'lib/kafka',
  ),
  {
    says: 'lib/runtime knows interfaces, never a client, an adapter or a named connector',
    of: inside('lib/runtime'),
    allows: (target) =>
      !isClient(target) &&
      !inside('lib/storage/dynamodb', 'lib/storage/sqlite', 'lib/storage/memory', 'lib/kafka/kafkajs')(target),
  },
  room(
    'lib/herder imports the runtime and what is below it, never REST, standalone or a connector',
    'lib/herder',
    'lib/connect',
    'lib/config',
    'lib/storage',
    'lib/kafka',
    'lib/runtime',
  ),
  room(
    'lib/rest imports the herder and what is below it',
    'lib/rest',
    'lib/connect',
    'lib/config',
    'lib/storage',
    'lib/kafka',
    'lib/runtime',
    'lib/herder',
  ),
  {
    says: 'lib/observability imports lib/connect and the runtime’s interfaces, no package: how metrics are sent is for lib/aws and lib/standalone',
    of: inside('lib/observability'),
    allows: inside('lib/observability', 'lib/connect', 'lib/runtime'),
  },
  {
    says: 'kafkajs stands behind the port: only lib/kafka imports it',
    of: (file) => !inside('lib/kafka')(file),
    allows: (target) => !/^kafkajs(\/|$|-)/.test(target),
  },
  {
    says: 'only infra/ imports aws-cdk-lib',
    of: (file) => !inside('infra')(file),
    allows: (target) => target !== 'constructs' && !target.startsWith('aws-cdk-lib'),
  },
  {
    says: 'nothing in lib/ imports functions/ or infra/, and only standalone is imported by nobody',
    of: inside('lib'),
    allows: (target, file) =>
      !inside('functions', 'infra')(target) && (inside('lib/standalone')(file) || !inside('lib/standalone')(target)),
  },
];
