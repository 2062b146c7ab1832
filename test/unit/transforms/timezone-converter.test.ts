import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import * as s from '../../../lib/connect/schema.ts';
import { convertTime } from '../../../lib/transforms/timezone/iso-text.ts';
import { zoneRules } from '../../../lib/transforms/timezone/zone-rules.ts';
import { timezoneConverter } from '../../../lib/transforms/timezone-converter.ts';
import { changesOf } from './debezium-events.ts';
import { recordingLogger } from './recording-logger.ts';
import { partOf, timedEvent } from './timezone-events.ts';

const NOON = '2020-01-01T12:00:00Z';
const MOVED = '2020-01-01T17:30:00+05:30';

const event = timedEvent({ zoned: NOON, other: NOON, time: '12:00:00Z', date: 1, ms: 0, name: NOON, ts_ms: 0 });

const settings = (config: RawConfig, zone = '+05:30'): RawConfig => ({ 'converted.timezone': zone, ...config });

const TIMES = ['zoned', 'other', 'time', 'ms'];

/** Which of the times are not as they were, by part. */
const changed = (config: RawConfig, record = event): readonly string[] => {
  const out = timezoneConverter.create(settings(config)).apply(record);
  const rows = ['before', 'after'].flatMap((part) =>
    [...TIMES, 'name', 'ts_ms', 'date'].map((name) => `${part}.${name}`),
  );
  const all = [...rows, 'source.ts_ms', 'source.ts_us', 'source.ts_ns', 'source.random', 'ts_ms'];
  return all.filter((path) => partOf(out, path) !== partOf(record, path));
};

const ROWS = ['before', 'after'].flatMap((part) => TIMES.map((name) => `${part}.${name}`));

describe('TimezoneConverter', () => {
  test('converts all times of rows, and nothing else', () => {
    expect(changed({})).toEqual(ROWS);
    const out = timezoneConverter.create(settings({})).apply(event);
    expect(partOf(out, 'after.zoned')).toBe(MOVED);
    expect(partOf(out, 'after.time')).toBe('17:30:00+05:30');
    expect(partOf(out, 'after.ms')).toBe(-19_800_000);
    expect(out?.valueSchema).toBe(event.valueSchema);
  });

  test.each([
    ['a table', 'source:customers', ROWS],
    ['a table with a field', 'source:customers:zoned', ['before.zoned', 'after.zoned']],
    ['a field after the change', 'source:customers:after.zoned', ['after.zoned']],
    ['a field before it', 'source:customers:before.zoned', ['before.zoned']],
    ['a field of the source', 'source:customers:source.ts_ms', ['source.ts_ms']],
    ['another table', 'source:orders', []],
    ['a topic', 'topic:db.server1.customers', ROWS],
    ['a topic with a field', 'topic:db.server1.customers:time', ['before.time', 'after.time']],
    ['a topic as a table', 'source:db.server1.customers', []],
    ['a table as a topic', 'topic:customers:time', []],
    ['a topic by heuristics', 'db.server1.customers:time', ['before.time', 'after.time']],
    ['a table by heuristics', 'customers:time', ['before.time', 'after.time']],
    ['a prefix in capitals, which is none', 'TOPIC:customers:time', ['before.time', 'after.time']],
    ['rules behind a prefix', 'source:orders:zoned, customers:ms', ['before.ms', 'after.ms']],
    ['a field that is no time', 'source:customers:name', []],
    [
      'what the original tests of the source block',
      'source:customers:source.ts_ms,customers:source.ts_ns,customers:source.ts_us,customers:source.random,customers:time',
      ['before.time', 'after.time', 'source.ts_ms', 'source.ts_us', 'source.ts_ns'],
    ],
  ])('includes %s', (_what, include, expected) => {
    expect(changed({ 'include.list': include })).toEqual(expected);
  });

  const without = (...names: readonly string[]) => ROWS.filter((path) => !names.includes(path));

  test.each([
    ['a table', 'source:customers', []],
    ['a field', 'source:customers:zoned', without('before.zoned', 'after.zoned')],
    ['a field after the change', 'source:customers:after.zoned', without('after.zoned')],
    ['a topic', 'topic:db.server1.customers', []],
    ['another table', 'source:orders', ROWS],
    [
      'a field of the source: then the others are converted',
      'source:customers:source.ts_ms',
      [...ROWS, 'source.ts_us', 'source.ts_ns'],
    ],
    ['by heuristics', 'customers:ms', without('before.ms', 'after.ms')],
  ])('excludes %s', (_what, exclude, expected) => {
    expect(changed({ 'exclude.list': exclude })).toEqual(expected);
  });

  test('moments of the source block are moved to the clock of the zone', () => {
    const out = timezoneConverter
      .create(settings({ 'include.list': 'source:customers:source.ts_ms,customers:source.ts_ns' }, 'Europe/Moscow'))
      .apply(timedEvent({}, 'customers', 1_234_567_890));
    expect(partOf(out, 'source.ts_ms')).toBe(1_245_367_890);
    expect(partOf(out, 'source.ts_ns')).toBe(1_245_367_890_000_000);
  });

  test('null stays null; where there is a default that is converted, as in the original', () => {
    const out = timezoneConverter.create(settings({})).apply(timedEvent({ zoned: null, since: null }));
    expect(partOf(out, 'after.zoned')).toBeNull();
    expect(partOf(out, 'after.since')).toBe(-19_800_000);
  });

  test('infinite times stay in range', () => {
    const max = 2n ** 63n - 1n;
    const values = {
      zoned: 'infinity',
      other: '-infinity',
      ns: max,
      us: 9_223_372_036_825_200_000n,
      connect: new Date(8.64e15),
    };
    const converted = (zone: string) => timezoneConverter.create(settings({}, zone)).apply(timedEvent(values));
    expect(partOf(converted('+01:00'), 'after.ns')).toBe(max - 3_600_000_000_000n);
    expect(partOf(converted('-01:00'), 'after.ns')).toBe(-max - 2n + 3_600_000_000_000n);
    expect(partOf(converted('-01:00'), 'after.zoned')).toBe('infinity');
    expect(partOf(converted('-01:00'), 'after.other')).toBe('-infinity');
    expect(partOf(converted('Europe/Paris'), 'after.us')).toBe(9_223_372_033_225_200_000n);
    expect(partOf(converted('-01:00'), 'after.connect')).toEqual(new Date(8.64e15));
  });

  test('times of day take the offset of the moment given', () => {
    const paris = zoneRules('Europe/Paris');
    expect(convertTime('11:15:30.120+00:00', paris.offsetAt(Date.UTC(2024, 6, 1) / 1000))).toBe('13:15:30.12+02:00');
    expect(convertTime('23:30:00Z', paris.offsetAt(Date.UTC(2024, 0, 1) / 1000))).toBe('00:30:00+01:00');
    expect(convertTime('01:00-08:00', 0)).toBe('09:00:00Z');
    expect(() => convertTime('noon', 0)).toThrow("Text 'noon' could not be parsed");
  });

  test('warns of types that it leaves alone', () => {
    const { log, lines } = recordingLogger();
    timezoneConverter.create(settings({ 'include.list': 'source:customers:date' }), { log }).apply(event);
    expect(lines[0]).toContain(
      'Skipping conversion for unsupported logical type: io.debezium.time.Date for field: date',
    );
  });

  test('leaves alone what is no event', () => {
    const { tombstone, other } = changesOf(s.structSchema([['id', s.INT32_SCHEMA]]));
    for (const record of [tombstone, other]) expect(timezoneConverter.create(settings({})).apply(record)).toBe(record);
  });

  test.each([
    [{ 'include.list': 'topic:a.b' }, 'Missing required configuration "converted.timezone"'],
    [settings({}, 'Asia'), 'Invalid timezone format. Please specify either a geographic timezone'],
    [settings({}, '+5:30'), 'Invalid timezone format.'],
    [settings({}, '+0530'), 'Invalid timezone format.'],
    [settings({}, '+19:00'), 'Invalid timezone format.'],
    [settings({ 'include.list': 'customers' }), 'Invalid include list format. Please specify a list of rules'],
    [settings({ 'exclude.list': 'source:a:b:c' }), 'Invalid exclude list format. Please specify a list of rules'],
    [settings({ 'include.list': 'source:a,topic:b:c' }), 'Invalid include list format.'],
    [
      settings({ 'include.list': 'topic:a.b,a.c', 'exclude.list': 'topic:a.b,a.c' }),
      'Both include and exclude lists are specified. Please specify only one.',
    ],
  ])('refuses %o', (config, message) => {
    expect(() => timezoneConverter.create(config)).toThrow(message);
  });
});
