import type { Converter, HeaderConverter } from '../connect/converter.ts';

/** A converter serving headers as it serves keys and values, as most of the original's converters do. */
export const asHeaderConverter = (converter: Converter): HeaderConverter => ({
  fromConnectHeader: (topic, { schema, value }) => converter.fromConnectData(topic, schema, value),
  toConnectHeader: (topic, { value }) => converter.toConnectData(topic, value),
});
