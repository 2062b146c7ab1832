import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createJsonWriter, toJson } from '../../../lib/connectors/mongodb/source/json-writer.ts';
import { rawDocument } from '../../../lib/connectors/mongodb/source/raw-bson.ts';

/** Written by the original: its three formatters, then `BsonDocument.toJson()`. */
const cases = v.parse(
  v.array(v.object({ bson: v.string(), json: v.tuple([v.string(), v.string(), v.string(), v.string()]) })),
  JSON.parse(readFileSync(new URL('fixtures/bson-as-json.json', import.meta.url), 'utf8')),
);

const writers = [
  ['DefaultJson', createJsonWriter('DefaultJson')],
  ['ExtendedJson', createJsonWriter('ExtendedJson')],
  ['SimplifiedJson', createJsonWriter('SimplifiedJson')],
  ['toJson', toJson],
] as const;

describe.each(writers)('%s writes as the original does', (name, write) => {
  const index = writers.findIndex(([one]) => one === name);
  it.each(cases.map(({ bson, json }) => [json[index] ?? '', bson] as const))('%s', (json, bson) => {
    expect(write(rawDocument(Buffer.from(bson, 'base64')))).toBe(json);
  });
});
