import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundle, closure, functionFiles, outputOf } from '../../infra/bundle.ts';
import { commit } from '../../infra/commit.ts';
import { connectors } from '../../lib/connectors/catalogue.ts';

const { metafile } = bundle();
const KIB = 1024;

/** What users can name in a configuration; it grows with what there is to name. */
const isPlugin = (input: string): boolean => /^lib\/(connectors|converters|transforms|predicates)\//.test(input);

const loaded = (file: string, { lazy }: { readonly lazy: boolean }) =>
  closure(metafile, outputOf(metafile, file), { lazy }).flatMap((path) => metafile.outputs[path] ?? []);

/** All that loads with a function; what it loads later, if ever, is not counted. */
const loadedBytes = (file: string): number => loaded(file, { lazy: false }).reduce((sum, { bytes }) => sum + bytes, 0);

const pluginsIn = (file: string, when: { readonly lazy: boolean }): readonly string[] =>
  loaded(file, when).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([input, { bytesInOutput }]) =>
      isPlugin(input) && bytesInOutput > 0 ? [input] : [],
    ),
  );

const DEFAULT_BUDGET = 1536 * KIB;
/** mysql2 and the character sets that it knows take 970 KiB. */
const WITH_MYSQL = 2112 * KIB;
/** The driver takes 720 KiB, half of it the table of domain names that its connection strings are parsed with. */
const WITH_MONGODB = 1856 * KIB;
const BUDGETS: Readonly<Record<string, number>> = {
  rest: 450 * KIB,
  's3-sink': 1024 * KIB,
  'debezium-mysql': WITH_MYSQL,
  'debezium-mariadb': WITH_MYSQL,
  'mysql-binlog': WITH_MYSQL,
  'debezium-mongodb': WITH_MONGODB,
  'mongodb-source': WITH_MONGODB,
  'mongodb-sink': WITH_MONGODB,
};

/** Everything that the modules of a file import, whatever becomes of it. */
const inputsOf = (file: string): ReadonlySet<string> => {
  const found = new Set([file]);
  for (const path of found)
    for (const { path: target, external, kind } of metafile.inputs[path]?.imports ?? [])
      if (external !== true && kind !== 'dynamic-import') found.add(target);
  return found;
};

const packageOf = (path: string): string | undefined => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];

const files = Object.entries(functionFiles());

describe('bundles', () => {
  it('of all functions, REST alone tells the commit of the sources', () => {
    const chunks = new Set(
      Object.keys(metafile.outputs).filter((path) => readFileSync(path, 'utf8').includes(commit())),
    );
    const telling = files.filter(([, file]) =>
      closure(metafile, outputOf(metafile, file), { lazy: true }).some((path) => chunks.has(path)),
    );
    expect(commit()).toMatch(/^[0-9a-f]{16}$/);
    expect(telling.map(([name]) => name)).toEqual(['rest']);
  });

  it.each(files)('%s keeps within its budget', (name, file) => {
    expect(loadedBytes(file)).toBeLessThanOrEqual(BUDGETS[name] ?? DEFAULT_BUDGET);
  });

  it.each(['rest', 'reconciler'])('%s answers without the definition of a plugin, has all, and no driver', (name) => {
    const file = `functions/${name}.ts`;
    expect(pluginsIn(file, { lazy: false })).toEqual([]);
    const definitions = pluginsIn(file, { lazy: true });
    expect(definitions.filter((path) => path.endsWith('/connector.ts'))).toHaveLength(connectors.length);
    expect(definitions.filter((path) => path.endsWith('/task.ts'))).toEqual([]);
  });

  it.each(['rest', 'reconciler', 'plugin-catalogue'])('%s loads no codec and no client of a registry', (name) => {
    const packages = new Set([...inputsOf(`functions/${name}.ts`)].map(packageOf));
    const codecs = ['avsc', 'protobufjs', '@bufbuild/protobuf', 'ajv', '@aws-sdk/client-glue', 'https-proxy-agent'];
    expect(codecs.filter((one) => packages.has(one))).toEqual([]);
    expect(inputsOf('functions/plugin-catalogue.ts')).toContain('lib/converters/avro-converter.ts');
  });

  it.each(files)('%s loads the client of STS only where a role is assumed', (_, file) => {
    const eager = loaded(file, { lazy: false }).flatMap(({ inputs }) => Object.keys(inputs));
    expect(eager.filter((input) => input.includes('/nested-clients/'))).toEqual([]);
  });

  it('of control planes hold no package', () => {
    const controlPlanes = Object.keys(metafile.inputs).filter((path) =>
      /^lib\/connectors\/.*\/(config|connector)\.ts$/.test(path),
    );
    const packages = controlPlanes.flatMap((path) =>
      [...inputsOf(path)].flatMap((input) => {
        const name = packageOf(input);
        return name === undefined ? [] : [`${path} → ${name}`];
      }),
    );
    expect(packages).toEqual([]);
  });

  it.each(files.filter(([, file]) => /functions\/(sources|sinks)\//.test(file)))('%s carries one plugin', (_, file) => {
    const tasks = [...inputsOf(file)].filter((path) => /^lib\/connectors\/.*\/task\.ts$/.test(path));
    expect(tasks).toHaveLength(1);
  });
});
