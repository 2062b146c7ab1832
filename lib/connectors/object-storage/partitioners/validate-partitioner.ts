import type { ConfigProblem } from '../../../connect/connector.ts';
import { DEFAULT_PARTITIONER, FIELD_PARTITIONER, TIME_BASED_PARTITIONER } from '../config/partitioner-keys.ts';
import type { PartitionerConfig } from './create-partitioner.ts';

const invalid = (key: string, value: unknown, message: string): ConfigProblem => ({
  key,
  message: `Invalid value ${value} for configuration ${key}: ${message}`,
});

const blank = (config: PartitionerConfig, key: 'locale' | 'timezone' | 'path.format', what: string): ConfigProblem[] =>
  config[key] === '' ? [invalid(key, '', `${what} cannot be empty.`)] : [];

/** The original refuses to start a task without a time zone, in these words. */
export const scheduleProblems = (
  config: PartitionerConfig & { readonly 'rotate.schedule.interval.ms': number },
): readonly ConfigProblem[] =>
  config['rotate.schedule.interval.ms'] > 0 && config.timezone === ''
    ? [
        invalid(
          'timezone',
          '',
          'Timezone configuration must be set when using scheduled rotation (rotate.schedule.interval.ms)',
        ),
      ]
    : [];

/** What a partitioner needs beyond its class; the original finds it out when the task starts, in the same words. */
export const partitionerProblems = (config: PartitionerConfig): readonly ConfigProblem[] => {
  const partitioner = config['partitioner.class'];
  if (partitioner === DEFAULT_PARTITIONER) return [];
  if (partitioner === FIELD_PARTITIONER)
    return config['partition.field.name'].length > 0
      ? []
      : [invalid('partition.field.name', '[]', 'FieldPartitioner needs at least one field.')];
  const zone = [...blank(config, 'locale', 'Locale'), ...blank(config, 'timezone', 'Timezone')];
  if (partitioner !== TIME_BASED_PARTITIONER) return zone;
  const duration = config['partition.duration.ms'];
  return [
    ...(duration > 0 ? [] : [invalid('partition.duration.ms', duration, 'Partition duration needs to be a positive.')]),
    ...blank(config, 'path.format', 'Path format'),
    ...zone,
  ];
};
