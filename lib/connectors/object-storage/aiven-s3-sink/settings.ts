import type { AivenS3SinkConfig } from './config.ts';
import { firstOf } from './connection.ts';
import { type NameTemplate, parseNameTemplate } from './name-template.ts';

const DEFAULT_TEMPLATE = '{{topic}}-{{partition}}-{{start_offset}}';
/** Where there is a prefix the original has no template. */
const PREFIXED_TEMPLATE = '{{topic}}-{{partition}}-{{start_offset:padding=true}}';

const templateOf = (config: AivenS3SinkConfig, prefix: string): string =>
  prefix === '' ? firstOf(config['file.name.template'], DEFAULT_TEMPLATE) : PREFIXED_TEMPLATE;

const compressionOf = (config: AivenS3SinkConfig) =>
  config['file.compression.type'] ?? config.output_compression ?? 'gzip';

/** What a configuration says in new names or old ones. @throws RangeError for a wrong template. */
export const settingsOf = (config: AivenS3SinkConfig) => {
  const timeZone = firstOf(
    config['file.name.timestamp.timezone'] === 'UTC' ? '' : config['file.name.timestamp.timezone'],
    config['timestamp.timezone'],
  );
  const prefix = firstOf(config['aws.s3.prefix'], config.aws_s3_prefix);
  const template: NameTemplate = parseNameTemplate(prefix, templateOf(config, prefix), timeZone);
  const fields = [config['format.output.fields'], config.output_fields].find((list) => list.length > 0) ?? ['value'];
  return {
    compression: compressionOf(config),
    /** Of pages within the file, by the key's new name only. */
    parquetCodec: config['file.compression.type'] ?? 'none',
    isByRecordTime: config['file.name.timestamp.source'] === 'event' || config['timestamp.source'] === 'event',
    /** Where pieces are: below the prefix, if that is a directory. */
    directory: prefix.includes('{{') || !prefix.endsWith('/') ? '' : prefix.slice(0, -1),
    template,
    /** A template says the whole name. */
    hasExtension: prefix !== '' || config['file.name.template'] === '',
    fields: fields.map((field) => field.toLowerCase()),
  } as const;
};
