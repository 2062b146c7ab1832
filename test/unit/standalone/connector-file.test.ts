import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConnectorFile, readProperties } from '../../../lib/standalone/connector-file.ts';

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connector-file-'));
});
afterAll(() => rm(directory, { recursive: true }));

const file = async (name: string, text: string): Promise<string> => {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
};

describe('a connector file', () => {
  it('may be a create request', async () => {
    const path = await file('request.json', '{"name":"a","config":{"connector.class":"X","tasks.max":2,"flag":true}}');
    expect(await readConnectorFile(path)).toEqual({
      name: 'a',
      config: { name: 'a', 'connector.class': 'X', 'tasks.max': '2', flag: 'true' },
    });
  });

  it('may be the configuration alone', async () => {
    const path = await file('config.json', '{"name":"b","connector.class":"X"}');
    expect(await readConnectorFile(path)).toEqual({ name: 'b', config: { name: 'b', 'connector.class': 'X' } });
  });

  it('may be Java properties', async () => {
    const path = await file('c.properties', '# comment\nname = c\ntopics: t1,\\\n  t2\nunicode=\\u00fc\n');
    expect(await readConnectorFile(path)).toEqual({ name: 'c', config: { name: 'c', topics: 't1,t2', unicode: 'ü' } });
  });

  it.each([
    ['nameless.json', '{"connector.class":"X"}', /has no "name"/],
    ['broken.json', '{"name":', /broken\.json is not JSON/],
    ['list.json', '["a"]', /list\.json has no "name"/],
    ['nested.json', '{"name":"a","config":{"x":{"y":1}}}', /nested\.json is no connector/],
    ['nameless.properties', 'a=b', /has no "name"/],
  ])('%s is refused, saying why', async (name, text, message) => {
    await expect(readConnectorFile(await file(name, text))).rejects.toThrow(message);
  });

  it('that is not there is named', async () => {
    await expect(readProperties(join(directory, 'none.properties'))).rejects.toThrow(
      /Could not read .*none\.properties/,
    );
  });
});
