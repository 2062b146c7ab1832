import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation, type TransformationContext } from '../config/define-transformation.ts';
import { atLeast } from '../config/validators.ts';
import { newRecord } from '../connect/record.ts';
import type { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { envelopeOf } from './debezium/envelope.ts';
import { nonEmptyEntries, withoutTrailing } from './debezium/list-validators.ts';
import { createPayloadFields } from './debezium/payload-fields.ts';
import { javaHash } from './hash/java-hash.ts';
import { murmurHash } from './hash/murmur-of-value.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const partitionRoutingConfig = defineConfig({
  'partition.payload.fields': {
    type: 'LIST',
    importance: 'HIGH',
    displayName: 'List of payload fields to use for compute partition.',
    documentation:
      'Fields of the event whose values decide on the partition, such as source.table or change.name, where change is the row after the change, or before a deletion. A field that an event does not have is left out.',
    validator: nonEmptyEntries,
  },
  'partition.topic.num': {
    type: 'INT',
    importance: 'HIGH',
    displayName: 'Number of partition configured for topic',
    documentation: 'How many partitions the topic has. A predicate TopicNameMatches tells topics apart.',
    validator: atLeast(1),
  },
  'partition.hash.function': {
    type: 'STRING',
    default: 'java',
    importance: 'LOW',
    displayName: 'Hash function',
    documentation:
      'How values are hashed: java as by Object.hashCode, murmur as by MurmurHash3; anything else is java.',
  },
});

const HASHES = { java: javaHash, murmur: murmurHash };

const isHash = (name: string): name is keyof typeof HASHES => Object.hasOwn(HASHES, name);

const hashNamed = (text: string, { log }: TransformationContext): typeof javaHash => {
  const name = text.trim().toLowerCase();
  if (isHash(name)) return HASHES[name];
  log.warn('Unknown partition.hash.function, java is used', { 'partition.hash.function': text });
  return javaHash;
};

const LARGEST = 0x7fff_ffff;

/** Among `partitions`; follows `PartitionRouting.computePartition`. */
const partitionOf = (hash: number, partitions: number): number => {
  const positive = hash & LARGEST;
  return positive === LARGEST ? 0 : positive % partitions;
};

/** Truncations and messages of the log have no row. */
const WITHOUT_ROW: ReadonlySet<unknown> = new Set(['t', 'm']);

const createPartitionRouting = (
  config: ConfigOf<typeof partitionRoutingConfig>,
  context: TransformationContext,
): Transformation => {
  const fieldsOf = createPayloadFields(withoutTrailing(config['partition.payload.fields']));
  const hashOf = hashNamed(config['partition.hash.function'], context);

  /** `null` when the event has none of the fields. */
  const hashed = (event: Struct): number | null => {
    let sum: number | null = null;
    for (const { schema, read } of fieldsOf(event)) {
      const value = read(event);
      if (value !== null) sum = ((sum ?? 0) + hashOf(schema, value)) | 0;
    }
    return sum;
  };

  return {
    apply: (record) => {
      const event = envelopeOf(record);
      if (event === undefined || WITHOUT_ROW.has(event.get('op'))) return record;
      const hash = hashed(event);
      if (hash === null) return record;
      return newRecord(record, { kafkaPartition: partitionOf(hash, config['partition.topic.num']) });
    },
  };
};

/**
 * Follows `io.debezium.transforms.partitions.PartitionRouting`; but a field in a row that an event does not have is left
 * out as one that is null is, where the original fails.
 * https://debezium.io/documentation/reference/stable/transformations/partition-routing.html
 */
export const partitionRouting = defineTransformation({
  className: 'io.debezium.transforms.partitions.PartitionRouting',
  version: DEBEZIUM_VERSION,
  documentation: 'Chooses the partition of change events by the values of some of their fields.',
  configDef: partitionRoutingConfig,
  create: createPartitionRouting,
});
