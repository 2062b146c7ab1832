import { type ConfigDef, type ConfigKey, defineConfig } from '../../config/config-def.ts';
import { check } from '../../config/validators.ts';
import { avroConverterConfig } from '../avro/config.ts';
import { jsonConverterConfig } from '../json/config.ts';

type InnerKeys = Readonly<Record<`json.${string}` | `avro.${string}`, ConfigKey>>;

const optional = (key: ConfigKey): ConfigKey =>
  key.default === undefined ? { ...key, default: null, internal: true } : { ...key, internal: true };

/** Which of the two converters is needed the other keys tell, so that none of its keys is required by itself. */
const prefixed = (prefix: 'json.' | 'avro.', def: ConfigDef): InnerKeys =>
  Object.fromEntries(
    Object.entries(def)
      .filter(([name]) => name !== 'converter.type')
      .map(([name, key]) => [`${prefix}${name}`, optional(key)]),
  );

const apicurio = defineConfig({
  'avro.apicurio.registry.url': {
    type: 'STRING',
    default: null,
    validator: check('left out', () => "Apicurio's own API is not supported: use avro.schema.registry.url"),
    importance: 'LOW',
    documentation: "URL of a registry by Apicurio's own API.",
    internal: true,
  },
});

/** The keys that go on to the converters within: the original does not list them, but here they are checked with the rest. */
export const innerKeys: InnerKeys = {
  ...prefixed('json.', jsonConverterConfig),
  ...prefixed('avro.', avroConverterConfig),
  ...apicurio,
};
