import { execFileSync } from 'node:child_process';

/** Vitest calls this once: the tests that start workers run what `npm start` would. */
export const setup = (): void => {
  execFileSync('npm', ['run', '--silent', 'build:standalone'], { stdio: ['ignore', 'ignore', 'inherit'] });
};
