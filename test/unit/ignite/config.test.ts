import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { igniteSink } from '../../../lib/connectors/ignite/sink/connector.ts';
import { PUBLISHED } from './published.ts';

const problems = (raw: RawConfig): readonly string[] => {
  const errors = validateConfig(igniteSink.configDef, raw).flatMap((key) => key.errors);
  return errors.length > 0 ? errors : igniteSink.validate(raw).map(({ message }) => message);
};

describe('configurations', () => {
  test('as published are valid', () => {
    expect(problems(PUBLISHED)).toEqual([]);
    expect(problems({ ...PUBLISHED, cachePerNodeDataSize: '512', cachePerNodeParOps: '16' })).toEqual([]);
  });

  test('with an extractor need to say what it does', () => {
    const raw = { ...PUBLISHED, singleTupleExtractorCls: 'my.company.MyExtractor' };
    expect(problems(raw)).toEqual([expect.stringContaining('my.company.MyExtractor cannot be loaded here')]);
    expect(problems({ ...raw, 'singleTupleExtractor.key': 'value.id' })).toEqual([]);
  });

  test.each([
    [{ igniteCfg: '' }, /Set ignite.addresses to the nodes/],
    [{ cacheName: '' }, /String must be non-empty/],
    [{ 'ignite.addresses': 'thin://a' }, /host:port of the thin client/],
    [{ 'ignite.ssl.keystore.location': '/a/node.jks' }, /only PEM can be read here/],
  ] satisfies ReadonlyArray<readonly [RawConfig, RegExp]>)('%o is refused, saying why', (more, why) => {
    expect(problems({ ...PUBLISHED, ...more }).join('\n')).toMatch(why);
  });
});
