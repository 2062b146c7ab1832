import { invalidValue } from '../../config/invalid-value.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { withoutPrefix } from '../../config/prefixed.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { Converter } from '../../connect/converter.ts';
import { ConfigError } from '../../connect/errors.ts';
import { avroConverter } from '../avro-converter.ts';
import { jsonConverterConfig } from '../json/config.ts';
import { jsonConverter } from '../json-converter.ts';
import type { CloudEventsConfig } from './config.ts';

/** The converters that events and their data are written with. */
export interface InnerConverters {
  /** Of events: never with schemas, or they were no CloudEvents. */
  readonly json: Converter;
  /** Of data: with schemas unless `json.schemas.enable` says otherwise. */
  readonly jsonData: Converter;
  /** Of data read with its schema; `null` where `json.schemas.enable` is false. */
  readonly dataSchemas: EnvelopeOptions | null;
  readonly avro: Converter;
  /** Of headers, whatever converter writes them: JSON with its schema. */
  readonly headers: Converter;
  /** As they are given, for `dataschema`. */
  readonly registryUrls: string;
}

interface EnvelopeOptions {
  readonly cacheSize: number;
  readonly replaceNullWithDefault: boolean;
}

const envelopeOptions = (raw: RawConfig): EnvelopeOptions | null => {
  const config = parseConfig(jsonConverterConfig, { ...raw, 'converter.type': 'value' });
  return config['schemas.enable']
    ? { cacheSize: config['schemas.cache.size'], replaceNullWithDefault: config['replace.null.with.default'] }
    : null;
};

const URL_KEY = 'schema.registry.url';

const usesAvro = (config: CloudEventsConfig): boolean => config['data.serializer.type'] === 'avro';

/** @throws ConfigError for types that do not go together, and when a registry is needed but not given. */
const checkTypes = (config: CloudEventsConfig, avro: RawConfig): void => {
  if (config['serializer.type'] === 'avro' && !usesAvro(config))
    throw invalidValue(
      'data.serializer.type',
      'json',
      "Cannot use 'application/json' data content type within Avro events",
    );
  if (usesAvro(config) && (avro[URL_KEY] ?? '') === '')
    throw new ConfigError(
      `Need URL(s) for schema registry instances for CloudEvents when using Apache Avro: set avro.${URL_KEY}`,
    );
};

const absent = (): never => {
  throw new Error('Not configured for Avro');
};

const NO_AVRO: Converter = { fromConnectData: absent, toConnectData: absent };

export const createInnerConverters = (config: CloudEventsConfig, raw: RawConfig, isKey: boolean): InnerConverters => {
  const [json, avro] = [withoutPrefix(raw, 'json.'), withoutPrefix(raw, 'avro.')];
  checkTypes(config, avro);
  return {
    json: jsonConverter.create({ ...json, 'schemas.enable': 'false' }, isKey),
    jsonData: jsonConverter.create(json, isKey),
    dataSchemas: envelopeOptions(json),
    headers: jsonConverter.create({ 'schemas.enable': 'true' }, false),
    avro: usesAvro(config) ? avroConverter.create(avro, false) : NO_AVRO,
    registryUrls: (avro[URL_KEY] ?? '')
      .split(',')
      .map((url) => url.trim())
      .join(','),
  };
};
