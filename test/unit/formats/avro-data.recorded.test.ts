import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { avroText } from '../../../lib/formats/avro/avro-json.ts';
import { DEFAULT_AVRO_OPTIONS } from '../../../lib/formats/avro/avro-options.ts';
import { createAvroReader } from '../../../lib/formats/avro/avro-reader.ts';
import { createAvroWriter } from '../../../lib/formats/avro/avro-writer.ts';
import { fromConnectSchema } from '../../../lib/formats/avro/from-connect-schema.ts';
import { parseAvroSchema } from '../../../lib/formats/avro/parse-schema.ts';
import { type RecordedSchema, recordedSchema, recordedValue } from './recorded-data.ts';

interface Recorded {
  readonly name: string;
  readonly schema: RecordedSchema;
  readonly value: unknown;
  readonly enhanced?: boolean;
  readonly connectMetaData?: boolean;
  /** The schema that AvroData makes. */
  readonly avro: string;
  readonly bytes: string;
}

const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('./fixtures/avro-data.json', import.meta.url), 'utf8'),
);

const optionsOf = ({ enhanced = false, connectMetaData = true }: Recorded) => ({
  ...DEFAULT_AVRO_OPTIONS,
  enhanced,
  connectMetaData,
});

test.each(recorded)('$name: schema and bytes are those of AvroData', (one) => {
  const [schema, options] = [recordedSchema(one.schema), optionsOf(one)];
  const value = recordedValue(schema, one.value);
  const json = fromConnectSchema(schema, options);
  expect(avroText(json)).toBe(one.avro);
  expect(createAvroWriter(schema, parseAvroSchema(json), options)(value).toString('base64')).toBe(one.bytes);
});

test.each(recorded)('$name: what AvroData writes is read', (one) => {
  const options = optionsOf(one);
  const read = createAvroReader(parseAvroSchema(JSON.parse(one.avro)), options)(Buffer.from(one.bytes, 'base64'));
  const again = createAvroWriter(read.schema, parseAvroSchema(JSON.parse(one.avro)), options)(read.value);
  expect(again.toString('base64')).toBe(one.bytes);
});
