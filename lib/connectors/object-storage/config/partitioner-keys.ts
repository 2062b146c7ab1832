import { defineConfig } from '../../../config/config-def.ts';
import { invalidValue } from '../../../config/invalid-value.ts';
import { check, oneOf, type Validator } from '../../../config/validators.ts';
import { asError } from '../../../connect/errors.ts';
import { jodaFormat } from '../partitioners/joda-format.ts';
import { timeZoneOffset } from '../partitioners/time-zone.ts';

const PARTITIONERS = 'io.confluent.connect.storage.partitioner';

export const DEFAULT_PARTITIONER = `${PARTITIONERS}.DefaultPartitioner`;
export const FIELD_PARTITIONER = `${PARTITIONERS}.FieldPartitioner`;
export const TIME_BASED_PARTITIONER = `${PARTITIONERS}.TimeBasedPartitioner`;
export const DAILY_PARTITIONER = `${PARTITIONERS}.DailyPartitioner`;
export const HOURLY_PARTITIONER = `${PARTITIONERS}.HourlyPartitioner`;

/** A rule given as a function that throws where the value breaks it; the empty string passes. */
const accepted = (description: string, parse: (value: string) => unknown) =>
  check(description, (value) => {
    if (value === '') return null;
    try {
      parse(value);
      return null;
    } catch (error) {
      return asError(error).message;
    }
  });

const fieldPaths: Validator<readonly string[]> = {
  description: 'field names, nested ones with dots',
  ensureValid: (name, value) => {
    if (Array.isArray(value) && value.some((path) => String(path).split('.').includes('')))
      throw invalidValue(name, value, 'Field name cannot contain an empty or whitespace-only path segment');
  },
};

/** Keys of Confluent's `PartitionerConfig`. */
export const partitionerKeys = defineConfig({
  'partitioner.class': {
    type: 'CLASS',
    default: DEFAULT_PARTITIONER,
    importance: 'HIGH',
    group: 'Partitioner',
    validator: oneOf(
      DEFAULT_PARTITIONER,
      HOURLY_PARTITIONER,
      DAILY_PARTITIONER,
      TIME_BASED_PARTITIONER,
      FIELD_PARTITIONER,
    ),
    dependents: ['partition.field.name', 'partition.duration.ms', 'path.format', 'locale', 'timezone'],
    documentation: 'How records are spread over directories: by Kafka partition, by fields or by time.',
  },
  'partition.field.name': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    group: 'Partitioner',
    validator: fieldPaths,
    documentation: 'Fields that FieldPartitioner makes directories of, such as country or address.city.',
  },
  'partition.duration.ms': {
    type: 'LONG',
    default: -1,
    importance: 'MEDIUM',
    group: 'Partitioner',
    documentation: 'Length of the periods of TimeBasedPartitioner in milliseconds.',
  },
  'path.format': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'Partitioner',
    validator: accepted('Joda-Time pattern', (value) => jodaFormat(value, 'en', 'UTC')),
    documentation:
      "Directories of TimeBasedPartitioner as a Joda-Time pattern, such as 'year'=YYYY/'month'=MM/'day'=dd/'hour'=HH.",
  },
  locale: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'Partitioner',
    validator: accepted('language tag', (value) => new Intl.Locale(value.replaceAll('_', '-'))),
    documentation: 'Language of month and day names in paths, such as en-US; needed by time based partitioners.',
  },
  timezone: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'Partitioner',
    validator: accepted('IANA time zone or [+-]hh:mm', timeZoneOffset),
    documentation: 'Time zone of paths, such as Europe/Paris, UTC or +05:30; needed by time based partitioners.',
  },
  'timestamp.extractor': {
    type: 'STRING',
    default: 'Wallclock',
    importance: 'MEDIUM',
    group: 'Partitioner',
    validator: oneOf('Wallclock', 'Record', 'RecordField'),
    documentation:
      "Where time based partitioners take the time from: the clock, the record's timestamp, or its field timestamp.field. With Wallclock a redelivered record may be stored twice, in different directories.",
  },
  'timestamp.field': {
    type: 'STRING',
    default: 'timestamp',
    importance: 'MEDIUM',
    group: 'Partitioner',
    documentation:
      'Field that RecordField reads, nested ones with dots: epoch milliseconds, a Timestamp, or ISO 8601 text (UTC where it has no offset).',
  },
});
