import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ConfigKey } from '../../../lib/config/config-def.ts';
import { headerConverters } from '../../../lib/converters/catalogue.ts';

const text = readFileSync(new URL('./fixtures/recorded-configs.txt', import.meta.url), 'utf8');

const recorded = text
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...keys] = section.trimEnd().split('\n');
    return { className: heading.split(' ')[0] ?? '', keys: keys.map((line) => line.trim()) };
  });

const defaultText = (key: ConfigKey): string => {
  if (key.default === undefined) return 'REQ';
  return key.default === null ? 'def=None' : `def='${key.default}'`;
};

/** A key as the record writes it: `name TYPE def='x' HIGH Group 0`. */
const line = ([name, key]: readonly [string, ConfigKey]): string =>
  `${name} ${key.type} ${defaultText(key)} ${key.importance} ${key.group ?? ''} ${key.group === undefined ? -1 : key.order}`;

test.each(recorded)('$className has the keys recorded', ({ className, keys }) => {
  const plugin = headerConverters.find((other) => other.className === className);
  expect(
    Object.entries(plugin?.configDef ?? { missing: undefined }).map(([name, key]) => key && line([name, key])),
  ).toEqual(keys);
});
