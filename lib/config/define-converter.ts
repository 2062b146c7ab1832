import type { RawConfig } from '../connect/connector.ts';
import type { Converter, HeaderConverter } from '../connect/converter.ts';
import type { ConfigDef, ConfigOf } from './config-def.ts';
import { parseConfig } from './parse-config.ts';

interface ConverterDescription<D extends ConfigDef> {
  /** The Java class of the original, as in `value.converter`. */
  readonly className: string;
  readonly aliases?: readonly string[];
  readonly version: string;
  readonly documentation: string;
  readonly configDef: D;
}

/** Every converter may ask what it is used for; the worker says so, whatever the user wrote. Follows `ConverterConfig`. */
const withType = (raw: RawConfig, type: 'key' | 'value' | 'header'): RawConfig => ({ ...raw, 'converter.type': type });

/** A converter for keys and values, before it is configured. */
export interface ConverterPlugin extends Required<ConverterDescription<ConfigDef>> {
  readonly kind: 'converter';
  /** @throws ConfigError when the configuration (its prefix already stripped) is wrong. */
  create(raw: RawConfig, isKey: boolean): Converter;
}

/** A converter for headers, before it is configured. */
export interface HeaderConverterPlugin extends Required<ConverterDescription<ConfigDef>> {
  readonly kind: 'header_converter';
  create(raw: RawConfig): HeaderConverter;
}

export const defineConverter = <D extends ConfigDef>(
  spec: ConverterDescription<D> & {
    /** `raw` is for keys whose names go on as one likes. */
    create(config: ConfigOf<D>, isKey: boolean, raw: RawConfig): Converter;
  },
): ConverterPlugin => ({
  kind: 'converter',
  className: spec.className,
  aliases: spec.aliases ?? [],
  version: spec.version,
  documentation: spec.documentation,
  configDef: spec.configDef,
  create: (raw, isKey) => spec.create(parseConfig(spec.configDef, withType(raw, isKey ? 'key' : 'value')), isKey, raw),
});

export const defineHeaderConverter = <D extends ConfigDef>(
  spec: ConverterDescription<D> & {
    create(config: ConfigOf<D>): HeaderConverter;
  },
): HeaderConverterPlugin => ({
  kind: 'header_converter',
  className: spec.className,
  aliases: spec.aliases ?? [],
  version: spec.version,
  documentation: spec.documentation,
  configDef: spec.configDef,
  create: (raw) => spec.create(parseConfig(spec.configDef, withType(raw, 'header'))),
});
