import { defineConverter, defineHeaderConverter } from '../config/define-converter.ts';
import type { Converter } from '../connect/converter.ts';
import type { Schema } from '../connect/schema.ts';
import type { ConnectValue } from '../connect/value.ts';
import { asHeaderConverter } from './as-header-converter.ts';
import { converterTypeConfig } from './converter-type.ts';
import { KAFKA_VERSION } from './version.ts';

interface PrimitiveConverter {
  /** Simple name of the original's class in `org.apache.kafka.connect.converters`. */
  readonly name: string;
  readonly documentation: string;
  /** What is read has this schema, and may be null. */
  readonly schema: Schema;
  /** @throws DataError when the schema or the value is not of the type. */
  encode(schema: Schema | null, value: Exclude<ConnectValue, null>): Uint8Array;
  /** @throws DataError when the bytes are not of the type. */
  decode(bytes: Uint8Array): ConnectValue;
}

/** Both plugins of a converter for one type, null being no bytes. */
export const definePrimitiveConverter = (spec: PrimitiveConverter) => {
  const converter: Converter = {
    fromConnectData: (_topic, schema, value) => (value === null ? null : spec.encode(schema, value)),
    toConnectData: (_topic, bytes) => ({
      schema: spec.schema,
      value: bytes === null ? null : spec.decode(bytes),
    }),
  };
  const description = {
    className: `org.apache.kafka.connect.converters.${spec.name}`,
    version: KAFKA_VERSION,
    documentation: spec.documentation,
    configDef: converterTypeConfig,
  };
  return {
    converter: defineConverter({ ...description, create: () => converter }),
    headerConverter: defineHeaderConverter({ ...description, create: () => asHeaderConverter(converter) }),
  };
};
