import { defineConverter } from '../config/define-converter.ts';
import { cloudEventsConfig } from './cloud-events/config.ts';
import { createCloudEventsWriter } from './cloud-events/create-writer.ts';
import { createInnerConverters } from './cloud-events/inner-converters.ts';
import { createAvroReader } from './cloud-events/read-avro.ts';
import { createJsonReader } from './cloud-events/read-json.ts';
import { DEBEZIUM_VERSION } from './version.ts';

/** Change events as CloudEvents 1.0 in the structured mode; follows `io.debezium.converters.CloudEventsConverter`. */
export const cloudEventsConverter = defineConverter({
  className: 'io.debezium.converters.CloudEventsConverter',
  version: DEBEZIUM_VERSION,
  documentation:
    "Writes the change events of Debezium's connectors as CloudEvents, in JSON or Avro, and reads such events. Other records, such as heartbeats and changes of schemas, become null.",
  configDef: cloudEventsConfig,
  create: (config, isKey, raw) => {
    const createReader = config['serializer.type'] === 'json' ? createJsonReader : createAvroReader;
    const inner = createInnerConverters(config, raw, isKey);
    return {
      fromConnectData: createCloudEventsWriter(config, inner),
      toConnectData: createReader(config, inner),
    };
  },
});
