import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { namesOf } from '../../../lib/config/plugin-names.ts';
import { connectors } from '../../../lib/connectors/catalogue.ts';
import { taskPlugins } from '../../../lib/standalone/task-plugins.ts';
import { connectorFolders, root } from './connector-folders.ts';

const KINDS = ['source', 'sink'] as const;

const namesOfKind = (kind: (typeof KINDS)[number]): readonly string[] =>
  connectors
    .filter((plugin) => plugin.kind === kind)
    .map(({ name }) => name)
    .sort();

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

test('the catalogue has the connectors of all folders, and no others', () => {
  const inFolders = connectorFolders.map(({ plugin }) => plugin);
  expect(inFolders.filter((plugin) => !connectors.includes(plugin)).map(({ name }) => name)).toEqual([]);
  expect(connectors.filter((plugin) => !inFolders.includes(plugin)).map(({ name }) => name)).toEqual([]);
});

test('no name means two connectors', () => {
  expect(repeated(connectors.map(({ name }) => name))).toEqual([]);
  expect(repeated(connectors.flatMap((plugin) => [...new Set(namesOf(plugin, 'Connector'))]))).toEqual([]);
});

describe.each(KINDS)('%s connectors', (kind) => {
  test(`have a function each in functions/${kind}s`, () => {
    const functions = readdirSync(join(root, `functions/${kind}s`)).map((file) => basename(file, '.ts'));
    expect(functions.sort()).toEqual(namesOfKind(kind));
  });

  test('have a loader each in lib/standalone/task-plugins.ts', { timeout: 60_000 }, async () => {
    const loaders = taskPlugins[`${kind}s`];
    expect(Object.keys(loaders).sort()).toEqual(namesOfKind(kind));
    for (const load of Object.values(loaders)) expect(await load()).toMatchObject({ kind });
  });
});

test.each(connectorFolders)("the function of $path runs that folder's connector and task", ({ path, plugin }) => {
  expect(existsSync(join(root, path, 'task.ts'))).toBe(true);
  const source = readFileSync(join(root, `functions/${plugin.kind}s/${plugin.name}.ts`), 'utf8');
  for (const file of ['connector.ts', 'task.ts']) expect(source).toContain(`'../../${path}/${file}'`);
});

test('the catalogue loads no package: REST checks every connector without its driver', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['lib/connectors/catalogue.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  const offences = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
    imports.filter(({ path, external }) => external && !isBuiltin(path)).map(({ path }) => `${file} imports ${path}`),
  );
  expect(offences).toEqual([]);
  for (const { path } of connectorFolders) expect(metafile.inputs).toHaveProperty([`${path}/connector.ts`]);
});
