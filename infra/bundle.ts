import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import type { ConnectorPlugin } from '../lib/config/define-connector.ts';
import { connectors } from '../lib/connectors/catalogue.ts';
import type { ConnectorSummary } from '../lib/herder/plugins/plugin-catalogue.ts';
import { commit } from './commit.ts';
import { REQUIRE_BANNER } from './require-banner.ts';
import { NODE_MAJOR } from './runtime.ts';

/**
 * All functions in one build of esbuild. Modules that several share, and those that are loaded late, become chunks; each function
 * is then put together from the chunks it may load, so that it carries its own driver and no other's.
 */

const root = resolve(import.meta.dirname, '..');
const BUILT = join(root, 'dist/bundle');
const FUNCTIONS = join(root, 'dist/functions');

const CONTROL_PLANE = ['rest', 'reconciler', 'tear-down', 'declared-connectors', 'api-key-authorizer'] as const;

/** What REST shows of a connector without its definition; see functions/control-plane.ts. */
const summary = ({ name, className, aliases, kind, version }: ConnectorPlugin): ConnectorSummary => ({
  name,
  className,
  aliases,
  kind,
  version,
});

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);

/** Every function's file, by its name. */
export const functionFiles = (): Readonly<Record<string, string>> => {
  const files = [
    ...CONTROL_PLANE.map((name) => `functions/${name}.ts`),
    ...filesIn('functions/sources'),
    ...filesIn('functions/sinks'),
  ];
  return Object.fromEntries(files.map((file) => [basename(file, '.ts'), file]));
};

export interface Bundle {
  /** The folder of a function, to be its code; the handler is `<name>.handler`. */
  folder(name: string): string;
  readonly metafile: Metafile;
}

type Output = Metafile['outputs'][string];

const imports = (output: Output | undefined, lazy: boolean): readonly string[] =>
  (output?.imports ?? [])
    .filter(({ external, kind }) => external !== true && (lazy || kind !== 'dynamic-import'))
    .map(({ path }) => path);

/** An output and all that it loads: at once, or, if `lazy`, whenever. */
export const closure = (
  { outputs }: Metafile,
  entry: string,
  { lazy }: { readonly lazy: boolean },
): readonly string[] => {
  const found = new Set<string>([entry]);
  for (const path of found) for (const target of imports(outputs[path], lazy)) found.add(target);
  return [...found];
};

/** The output that a function's file became. */
export const outputOf = ({ outputs }: Metafile, file: string): string => {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === file);
  if (found === undefined) throw new Error(`${file} is not in the bundle`);
  return found[0];
};

const assemble = (metafile: Metafile, name: string, file: string): void => {
  const folder = join(FUNCTIONS, name);
  mkdirSync(folder, { recursive: true });
  for (const path of closure(metafile, outputOf(metafile, file), { lazy: true }))
    copyFileSync(join(root, path), join(folder, basename(path)));
};

/** How every function is built. */
export const buildOptions = () =>
  ({
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${NODE_MAJOR}`,
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    banner: { js: REQUIRE_BANNER },
    alias: {
      '@aws-sdk/client-dynamodb-streams': './infra/stubs/client-dynamodb-streams.ts',
      '@aws-sdk/client-sts': './infra/stubs/client-sts.ts',
      '@aws-sdk/credential-provider-node': './infra/stubs/credential-provider-node.ts',
      '@aws-sdk/credential-providers': './infra/stubs/credential-providers.ts',
      '@aws-sdk/middleware-endpoint-discovery': './infra/stubs/middleware-endpoint-discovery.ts',
      '@smithy/core/event-streams': './infra/stubs/event-streams.ts',
      libsql: './infra/stubs/libsql.ts',
      'zstd-codec': './infra/stubs/zstd-codec.ts',
    },
    // Only the REST function carries them, so that others do not change with them.
    define: { CONNECTOR_SUMMARIES: JSON.stringify(connectors.map(summary)), BUILD_COMMIT: JSON.stringify(commit()) },
    external: ['pg-native'],
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  }) satisfies BuildOptions;

const build = (): Bundle => {
  const files = functionFiles();
  rmSync(BUILT, { recursive: true, force: true });
  rmSync(FUNCTIONS, { recursive: true, force: true });
  const { metafile } = buildSync({
    ...buildOptions(),
    entryPoints: Object.entries(files).map(([out, file]) => ({ in: file, out })),
    outdir: BUILT,
    metafile: true,
  });
  for (const [name, file] of Object.entries(files)) assemble(metafile, name, file);
  return { folder: (name) => join(FUNCTIONS, name), metafile };
};

let built: Bundle | undefined;

/** Builds once a process, however many workers are in the app. */
export const bundle = (): Bundle => {
  built ??= build();
  return built;
};
