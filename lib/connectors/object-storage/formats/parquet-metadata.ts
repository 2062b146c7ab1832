import type { Schema } from '../../../connect/schema.ts';
import { parseJson } from '../../../formats/json/parse-json.ts';
import { readSchema } from '../../../formats/json/read-schema.ts';
import { createSchemaWriter } from '../../../formats/json/write-schema.ts';
import { createWriters } from '../../../formats/json/write-value.ts';

/** The schema of the rows in the footer of a file: Parquet's own knows neither names nor versions, parameters and defaults. */
export const SCHEMA_KEY = 'kafka.connect.schema';

/** A schema as JsonConverter writes it. */
export const schemaText = createSchemaWriter(createWriters({ decimalFormat: 'BASE64', replaceNullWithDefault: false }));

/** @throws DataError when it is none. */
export const readSchemaText = (text: string): Schema => readSchema(parseJson(Buffer.from(text)), false);
