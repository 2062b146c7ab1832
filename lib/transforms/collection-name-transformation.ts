import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { newRecord } from '../connect/record.ts';
import { createNaming, namingKeys } from './debezium/naming-style.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const keys = namingKeys('Collection', 'topics, and so of the tables named after them,');

/**
 * Follows `io.debezium.connector.jdbc.transforms.CollectionNameTransformation`,
 * https://debezium.io/documentation/reference/stable/connectors/jdbc.html#jdbc-collection-naming-transformation
 */
export const collectionNameTransformation = defineTransformation({
  className: 'io.debezium.connector.jdbc.transforms.CollectionNameTransformation',
  version: DEBEZIUM_VERSION,
  documentation: "Renames the topic of records to another style, with a prefix and a suffix, for a sink's tables.",
  configDef: defineConfig({
    'collection.naming.prefix': keys.prefix,
    'collection.naming.suffix': keys.suffix,
    'collection.naming.style': keys.style,
  }),
  create: (config) => {
    const rename = createNaming({
      style: config['collection.naming.style'],
      prefix: config['collection.naming.prefix'],
      suffix: config['collection.naming.suffix'],
    });
    return { apply: (record) => newRecord(record, { topic: rename(record.topic) }) };
  },
});
