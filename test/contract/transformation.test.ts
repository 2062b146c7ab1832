import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../lib/config/validate-config.ts';
import type { RawConfig } from '../../lib/connect/connector.ts';
import { ConnectError } from '../../lib/connect/errors.ts';
import type { ConnectRecord } from '../../lib/connect/record.ts';
import { predicates } from '../../lib/predicates/catalogue.ts';
import { transformations } from '../../lib/transforms/catalogue.ts';
import { requiredSettings } from './transformations/required-settings.ts';
import { sampleRecords } from './transformations/sample-records.ts';

await Promise.all(transformations.map(({ load }) => load()));

const settingsOf = (className: string): RawConfig =>
  requiredSettings[className.replace(/\$(Key|Value|Header)$/, '')] ?? {};

/** What becomes of a record: `null` when it is dropped, or when the transformation refuses it. */
const applied = (apply: (record: ConnectRecord) => unknown, record: ConnectRecord): unknown => {
  try {
    return apply(record);
  } catch (error) {
    // Anything else is a bug of the transformation.
    expect(error).toBeInstanceOf(ConnectError);
    return null;
  }
};

describe.each([...transformations, ...predicates])('$className', (plugin) => {
  const settings = settingsOf(plugin.className);

  test('is documented', () => {
    expect(plugin.documentation.length).toBeGreaterThan(20);
    expect(plugin.version).toMatch(/^\d+\.\d+\.\d+/);
    for (const key of Object.values(plugin.configDef)) expect(key.documentation.length).toBeGreaterThan(10);
  });

  test('has valid defaults, and needs no more than what is required', () => {
    const required = Object.entries(plugin.configDef).filter(([, key]) => key.default === undefined);
    for (const [name] of required) expect(settings).toHaveProperty([name]);
    expect(validateConfig(plugin.configDef, settings).flatMap(({ errors }) => errors)).toEqual([]);
    expect(() => plugin.create(settings)).not.toThrow();
  });

  test.each(Object.entries(sampleRecords))('leaves the record itself as it is: %s', (_, record) => {
    const before = structuredClone(record);
    const made = plugin.create(settings);
    const first = applied((one) => ('apply' in made ? made.apply(one) : made.test(one)), record);
    expect(structuredClone(record)).toEqual(before);
    // Nothing of one record may stick to the next.
    expect(applied((one) => ('apply' in made ? made.apply(one) : made.test(one)), record)).toEqual(first);
  });
});

describe.each(transformations)('$className', (plugin) => {
  test('keeps what a sink must know of a record', () => {
    for (const record of Object.values(sampleRecords)) {
      const out = applied((one) => plugin.create(settingsOf(plugin.className)).apply(one), record);
      if (out === null) continue;
      const { originalTopic, originalKafkaPartition, originalKafkaOffset } = record;
      expect(out).toMatchObject({ originalTopic, originalKafkaPartition, originalKafkaOffset });
    }
  });
});

/** As the originals: these refuse a tombstone, drop it, or make something of it. */
const NOT_PASSING =
  /\.(Filter|HeaderFrom\$Value|HoistField\$Value|MaskField\$Value|ValueToKey|TombstoneHandler|MessageTimestampRouter|ExtractNewRecordState|EventRouter|MongoEventRouter|Drop\$Key)$/;

test.each(transformations.filter(({ className }) => !NOT_PASSING.test(className)))(
  '$className passes a tombstone on',
  ({ className, create }) => {
    expect(create(settingsOf(className)).apply(sampleRecords.tombstone)).toMatchObject({ value: null });
  },
);

test.each([
  ['transformations', transformations],
  ['predicates', predicates],
])('no class is twice among the %s', (_kind, catalogue) => {
  const names = catalogue.flatMap(({ className, aliases }) => [className, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});
