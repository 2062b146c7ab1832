import { expect, it } from 'vitest';
import { parseWorkerConfig } from '../../../lib/runtime/worker-config.ts';

const required = { 'bootstrap.servers': 'a:1, b:2', 'key.converter': 'K', 'value.converter': 'V' };

it('is read in the names of Kafka Connect, with its defaults', () => {
  const { parsed, raw } = parseWorkerConfig({ ...required, 'ssl.key.password': 'kept' });
  expect(parsed['bootstrap.servers']).toEqual(['a:1', 'b:2']);
  expect(parsed['offset.flush.interval.ms']).toBe(60_000);
  expect(raw['ssl.key.password']).toBe('kept');
  expect(() => parseWorkerConfig({})).toThrow('Missing required configuration "bootstrap.servers"');
});
