import { defineConverter } from '../config/define-converter.ts';
import type { Converter } from '../connect/converter.ts';
import { NotReadyError } from '../connect/not-ready.ts';
import { NULL_VALUE } from '../connect/value.ts';
import { type CloudEventsConfig, cloudEventsConfig } from './cloud-events/config.ts';
import { createInnerConverters, type InnerConverters } from './cloud-events/inner-converters.ts';
import { DEBEZIUM_VERSION } from './version.ts';

/** The codec is loaded when the first record comes. */
const loadedLater = (config: CloudEventsConfig, inner: InnerConverters): (() => Converter) => {
  let codec: Converter | undefined;
  const load = async (): Promise<void> => {
    const { createCodec } = await import('./cloud-events/codec.ts');
    codec ??= createCodec(config, inner);
  };
  return () => {
    if (codec === undefined) throw new NotReadyError(load);
    return codec;
  };
};

/** Change events as CloudEvents 1.0 in the structured mode; follows `io.debezium.converters.CloudEventsConverter`. */
export const cloudEventsConverter = defineConverter({
  className: 'io.debezium.converters.CloudEventsConverter',
  version: DEBEZIUM_VERSION,
  documentation:
    "Writes the change events of Debezium's connectors as CloudEvents, in JSON or Avro, and reads such events. Other records, such as heartbeats and changes of schemas, become null.",
  configDef: cloudEventsConfig,
  create: (config, isKey, raw) => {
    const codec = loadedLater(config, createInnerConverters(config, raw, isKey));
    return {
      fromConnectData: (topic, schema, value, headers) =>
        schema === null || value === null ? null : codec().fromConnectData(topic, schema, value, headers),
      toConnectData: (topic, bytes) => (bytes === null ? NULL_VALUE : codec().toConnectData(topic, bytes)),
    };
  },
});
