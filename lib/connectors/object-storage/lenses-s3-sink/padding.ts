import { ConfigError } from '../../../connect/errors.ts';
import type { KcqlStatement } from '../../../kcql/parse-kcql.ts';
import { readProperties } from '../lenses/statement-parts.ts';
import type { LensesS3SinkConfig } from './config.ts';

/** Pads the partition or the offset in a name. */
export type Padding = (field: 'partition' | 'offset', text: string) => string;

const DEFAULT_LENGTH = 12;
const LENGTH = 'padding.length.';

const padded = (type: string, length: number, char: string, text: string): string => {
  if (type === 'noop') return text;
  return type === 'rightpad' ? text.padEnd(length, char) : text.padStart(length, char);
};

const ofConfig = (config: LensesS3SinkConfig): Padding => {
  const length = config['connect.s3.padding.length'] < 0 ? DEFAULT_LENGTH : config['connect.s3.padding.length'];
  const type = config['connect.s3.padding.strategy'].toLowerCase();
  return (field, text) => (field === 'offset' ? padded(type, length, '0', text) : text);
};

/** Offsets are padded to 12 digits where nothing else is said; follows `PaddingService`. @throws ConfigError */
export const paddingOf = (statement: KcqlStatement, config: LensesS3SinkConfig): Padding => {
  const names = [...statement.properties.keys()].filter((name) => name.startsWith('padding.'));
  if (config['connect.s3.padding.strategy'] !== '') {
    if (names.length === 0) return ofConfig(config);
    throw new ConfigError(
      'Unable to process both padding Kafka Connect config properties and KCQL properties. Please use one or the other',
    );
  }
  const { text, number } = readProperties(statement);
  const char = text('padding.char') ?? '0';
  const type = (text('padding.type') ?? 'LeftPad').toLowerCase();
  if (char.length !== 1) throw new ConfigError(`padding.char is one character, which this is not: ${char}`);
  if (!['leftpad', 'rightpad', 'noop'].includes(type))
    throw new ConfigError(`padding.type is LeftPad, RightPad or NoOp, which this is not: ${type}`);
  const lengths = new Map(
    names.filter((name) => name.startsWith(LENGTH)).map((name) => [name.slice(LENGTH.length), number(name) ?? 0]),
  );
  const unknown = [...lengths.keys()].find((field) => field !== 'partition' && field !== 'offset');
  if (unknown !== undefined) throw new ConfigError(`Names have a partition and an offset to be padded, no ${unknown}`);
  const all = lengths.size === 0 ? new Map([['offset', DEFAULT_LENGTH]]) : lengths;
  return (field, value) => padded(type, all.get(field) ?? 0, char, value);
};
