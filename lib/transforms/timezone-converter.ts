import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { check } from '../config/validators.ts';
import { ConfigError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import { newRecord } from '../connect/record.ts';
import type { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { envelopeOf, structIn } from './debezium/envelope.ts';
import { withoutTrailing } from './debezium/list-validators.ts';
import { listOf } from './record/validators.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';
import { byLogicalType, ofEpochFields } from './timezone/convert-field.ts';
import { createRewriteEvent } from './timezone/rewrite-event.ts';
import { areRules, createSelect } from './timezone/selections.ts';
import { type ZoneRules, zoneRules } from './timezone/zone-rules.ts';

const rulesOf = (name: string): ZoneRules | null => {
  try {
    return zoneRules(name);
  } catch {
    return null;
  }
};

const rules = (which: 'include' | 'exclude') =>
  ({
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: which === 'include' ? 'Include List' : 'Exclude List',
    documentation: `Fields to ${which}: table:field or topic:field, without the field for all of them; source: or topic: in front of the list says which is meant. A field may begin with before., after. or source.`,
    validator: listOf('rules of tables, topics and fields', (entries) => {
      if (entries.length > 0 && !areRules(withoutTrailing(entries)))
        throw new ConfigError(
          `Invalid ${which} list format. Please specify a list of rules in the format of "source:<tablename>:<fieldnames>", "topic:<topicname>:<fieldnames>", "<matchname>:<fieldnames>"`,
        );
    }),
  }) as const;

const timezoneConverterConfig = defineConfig({
  'converted.timezone': {
    type: 'STRING',
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'Converted Timezone',
    documentation: 'The zone to convert to, by its geographic name or as an offset from UTC such as +08:00.',
    validator: check('time zone', (name) =>
      rulesOf(name) === null
        ? 'Invalid timezone format. Please specify either a geographic timezone (e.g. America/Los_Angeles) or a UTC offset in the format of +/-hh:mm, (e.g. +08:00).'
        : null,
    ),
  },
  'include.list': rules('include'),
  'exclude.list': rules('exclude'),
});

/** The table that the source block names. */
const tableOf = (event: Struct): string | null => {
  const source = structIn(event, 'source');
  const table = source?.schema.fieldIndex.has('table') ? source.getWithoutDefault('table') : null;
  return typeof table === 'string' ? table : null;
};

/** `now` gives the moment whose offset counts for times without a date. */
const createTimezoneConverter = (
  config: ConfigOf<typeof timezoneConverterConfig>,
  log: Logger,
  now: () => number,
): Transformation => {
  const [include, exclude] = [withoutTrailing(config['include.list']), withoutTrailing(config['exclude.list'])];
  if (include.length > 0 && exclude.length > 0)
    throw new ConfigError('Both include and exclude lists are specified. Please specify only one.');
  const zone = zoneRules(config['converted.timezone']);
  const conversions = { byLogicalType: byLogicalType(zone, now), ofEpochFields: ofEpochFields(zone) };
  const select = createSelect({ include, exclude }, (selection) => createRewriteEvent(selection, conversions, log));
  return {
    apply: (record) => {
      const event = envelopeOf(record);
      if (event === undefined) return record;
      const rewrite = select(record.topic, tableOf(event));
      return rewrite === null ? record : newRecord(record, { value: rewrite(event) });
    },
  };
};

/**
 * Follows `io.debezium.transforms.TimezoneConverter`: texts show the same moment on the zone's clocks, while numbers, which
 * have no zone, are taken for readings of those clocks and become moments.
 * https://debezium.io/documentation/reference/stable/transformations/timezone-converter.html
 */
export const timezoneConverter = defineTransformation({
  className: 'io.debezium.transforms.TimezoneConverter',
  version: DEBEZIUM_VERSION,
  documentation: 'Converts the times in change events to a time zone.',
  configDef: timezoneConverterConfig,
  create: (config, { log }) => createTimezoneConverter(config, log, Date.now),
});
