import type { Converter } from '../../connect/converter.ts';
import type { CloudEventsConfig } from './config.ts';
import { createCloudEventsWriter } from './create-writer.ts';
import type { InnerConverters } from './inner-converters.ts';
import { createAvroReader } from './read-avro.ts';
import { createJsonReader } from './read-json.ts';

/** What only tasks with such a converter load. */
export const createCodec = (config: CloudEventsConfig, inner: InnerConverters): Converter => ({
  fromConnectData: createCloudEventsWriter(config, inner),
  toConnectData:
    config['serializer.type'] === 'json' ? createJsonReader(config, inner) : createAvroReader(config, inner),
});
