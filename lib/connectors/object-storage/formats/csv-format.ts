import { DataError } from '../../../connect/errors.ts';
import type { Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { convertToString } from '../../../connect/values.ts';
import { createBody, type Format } from './format.ts';

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const isFlat = (schema: Schema): boolean => !['STRUCT', 'MAP', 'ARRAY'].includes(schema.type);

const cell = (name: string, schema: Schema, value: ConnectValue): string => {
  if (value === null) return '';
  if (!isFlat(schema)) throw new DataError(`CSV cannot express the field ${name}: it is of type ${schema.type}`);
  return quote(convertToString(schema, value) ?? '');
};

/** The fields of structs, all of them in quotes; follows Lenses' `CsvFormatWriter`, which has what opencsv writes. */
export const csvFormat = ({ withHeaders }: { readonly withHeaders: boolean }): Format => ({
  extension: '.csv',
  contentType: 'text/csv',
  needsStruct: true,
  assembly: 'CONCATENATION',
  open: (schema, place) => {
    if (schema?.type !== 'STRUCT')
      throw new DataError('CSV needs values that are structs: use a converter with schemas');
    const { fields } = schema;
    const names = withHeaders ? `${fields.map(({ name }) => quote(name)).join(',')}\n` : '';
    return createBody<string>({
      place,
      encode: (value) => {
        if (!(value instanceof Struct)) throw new DataError('CSV needs values that are structs');
        return `${fields.map(({ name, schema }) => cell(name, schema, value.get(name))).join(',')}\n`;
      },
      assemble: (lines, isFirst) => Buffer.from(`${isFirst ? names : ''}${lines.join('')}`),
    });
  },
});
