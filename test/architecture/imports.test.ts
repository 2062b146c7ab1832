import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from './rules.ts';

const root = resolve(import.meta.dirname, '../..');

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith('.ts') && statSync(join(root, name)).isFile());

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** What a file imports: files of this project relative to its root, packages by name. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(([, target = '']) =>
    target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target,
  );

const files = ['lib', 'functions', 'infra'].flatMap(filesUnder);

describe('imports point the way that the design says', () => {
  it('finds the files', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it.each(rules.map((rule) => [rule.says, rule] as const))('%s', (_, rule) => {
    const offences = files
      .filter((file) => rule.of(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => !rule.allows(target, file))
          .map((target) => `${file} imports ${target}`),
      );
    expect(offences, rule.says).toEqual([]);
  });

  it('nothing but functions/, lib/standalone/main.ts and infra/ reads the environment', () => {
    const readers = files.filter(
      (file) =>
        !/^(functions|infra)\/|^lib\/standalone\//.test(file) &&
        /process\.env/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readers).toEqual([]);
  });
});
