import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the last results stay, a file of JSON lines for each benchmark. */
export const RESULTS = 'bench/results';

/** Prints lines as they come, and keeps them as the last results of that name once `keep` is called. */
export const createResults = <Line extends object>(name: string) => {
  const lines: Line[] = [];
  return {
    add: (line: Line): void => {
      lines.push(line);
      process.stdout.write(`${JSON.stringify(line)}\n`);
    },
    lines: (): readonly Line[] => lines,
    keep: (): void => {
      mkdirSync(RESULTS, { recursive: true });
      writeFileSync(join(RESULTS, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
  };
};
