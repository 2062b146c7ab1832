import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ConfigKey } from '../../../lib/config/config-def.ts';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';

const text = readFileSync(new URL('./fixtures/recorded-configs.txt', import.meta.url), 'utf8');

const recorded = text
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...keys] = section.trimEnd().split('\n');
    const [className = '', kind = ''] = heading.split(' ');
    return { className, kind, keys: keys.map((line) => line.trim()) };
  });

const defaultText = (key: ConfigKey): string => {
  if (key.default === undefined) return 'REQ';
  return key.default === null ? 'def=None' : `def='${key.default}'`;
};

/** A key as the record writes it: `name TYPE def='x' HIGH  -1`, all of them without a group. */
const line = ([name, key]: readonly [string, ConfigKey]): string =>
  `${name} ${key.type} ${defaultText(key)} ${key.importance} ${key.group ?? ''} ${key.order ?? -1}`;

test.each(recorded)('$className has the keys recorded', ({ className, kind, keys }) => {
  const plugin = [...transformations, ...predicates].find((other) => other.className === className);
  expect(plugin?.kind).toBe(kind);
  const listed = Object.entries(plugin?.configDef ?? {}).filter(([, key]) => !key.internal);
  expect(listed.map(line)).toEqual(keys);
});
