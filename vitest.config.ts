import { defineConfig } from 'vitest/config';

/** Where CI reads the counts from; nobody else needs them. */
const counts = process.env.TEST_RESULTS_FILE;

/** One project a layer of tests; `npm test` runs all of them, `npx vitest run --project unit` one. */
export default defineConfig({
  test: {
    reporters: counts === undefined ? ['default'] : ['default', ['json', { outputFile: counts }]],
    projects: [
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { name: 'infra', include: ['test/infra/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          exclude: ['test/contract/storage/**'],
        },
      },
      { test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'] } },
      {
        test: {
          name: 'localstack',
          // One after the other: tests of whole processes must not compete for the machine.
          sequence: { groupOrder: 1 },
          include: ['test/localstack/**/*.test.ts', 'test/services/localstack/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'integration',
          sequence: { groupOrder: 2 },
          include: ['test/contract/storage/**/*.test.ts', 'test/integration/**/*.test.ts', 'test/services/*.test.ts'],
          globalSetup: ['test/worker/build.ts', 'test/services/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
