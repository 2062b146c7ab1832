import type { ConverterPlugin, HeaderConverterPlugin } from '../config/define-converter.ts';
import { avroConverter } from './avro-converter.ts';
import { binaryDataConverter } from './binary-data-converter.ts';
import { booleanConverter } from './boolean-converter.ts';
import { byteArrayConverter, byteArrayHeaderConverter } from './byte-array-converter.ts';
import { cloudEventsConverter } from './cloud-events-converter.ts';
import { doubleConverter } from './double-converter.ts';
import { floatConverter } from './float-converter.ts';
import { glueAvroConverter } from './glue-avro-converter.ts';
import { integerConverter } from './integer-converter.ts';
import { jsonConverter, jsonHeaderConverter } from './json-converter.ts';
import { jsonSchemaConverter } from './json-schema-converter.ts';
import { longConverter } from './long-converter.ts';
import { protobufConverter } from './protobuf-converter.ts';
import { shortConverter } from './short-converter.ts';
import { simpleHeaderConverter } from './simple-header-converter.ts';
import { stringConverter, stringHeaderConverter } from './string-converter.ts';

const primitives = [booleanConverter, shortConverter, integerConverter, longConverter, floatConverter, doubleConverter];

/** Every converter for keys and values. */
export const converters: readonly ConverterPlugin[] = [
  jsonConverter,
  stringConverter,
  byteArrayConverter,
  binaryDataConverter,
  cloudEventsConverter,
  ...primitives.map(({ converter }) => converter),
  avroConverter,
  protobufConverter,
  jsonSchemaConverter,
  glueAvroConverter,
];

/** Every converter for headers. */
export const headerConverters: readonly HeaderConverterPlugin[] = [
  simpleHeaderConverter,
  jsonHeaderConverter,
  stringHeaderConverter,
  byteArrayHeaderConverter,
  ...primitives.map(({ headerConverter }) => headerConverter),
];
