import { resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { commit } from './commit.ts';
import { REQUIRE_BANNER } from './require-banner.ts';

/**
 * The standalone worker with the packages that it uses, since Node takes longer to find and read their many files than a
 * worker takes to start otherwise. Names stay, for the traces of failed tasks. What was built before stays, too: a worker
 * that runs may load a part of it yet.
 */
buildSync({
  absWorkingDir: resolve(import.meta.dirname, '..'),
  entryPoints: ['lib/standalone/main.ts'],
  outdir: 'dist/standalone',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // The oldest that package.json's engines allow.
  target: 'node20',
  mainFields: ['module', 'main'],
  banner: { js: REQUIRE_BANNER },
  define: { BUILD_COMMIT: JSON.stringify(commit()) },
  // The first is native code, the second mostly WebAssembly; the last is an option of its driver that nobody has.
  external: ['libsql', 'zstd-codec', 'pg-native'],
  minifyWhitespace: true,
  minifySyntax: true,
  // Read only if Node is started with --enable-source-maps: they take 15 MiB and a tenth of a second.
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'error',
});
