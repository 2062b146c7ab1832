import type { FileNames } from '../s3-source/source-file.ts';
import type { LensesS3SourceConfig } from './config.ts';
import type { SourceStatement } from './statement.ts';

/** The Kafka partition that an object's key tells; `null` where it tells none. */
type Extract = (key: string) => number | null;

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** Follows `PartitionExtractor`. */
const extractor = (config: LensesS3SourceConfig): Extract => {
  const regex = new RegExp(config['connect.s3.source.partition.extractor.regex']);
  switch (config['connect.s3.source.partition.extractor.type']) {
    case 'hierarchical':
      return (key) => numberOf(key.split('/').at(-2));
    case 'regex':
      return (key) => numberOf(regex.exec(key)?.[1]);
    default:
      return () => null;
  }
};

const endings = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => (text.startsWith('.') ? text : `.${text}`).toLowerCase());

/** Objects in the order of their keys, but for those whose endings say that they are not meant; follows `ExtensionFilter`. */
export const lensesNames = ({ topic }: SourceStatement, config: LensesS3SourceConfig): FileNames => {
  const partitionOf = extractor(config);
  const includes = endings(config['connect.s3.source.extension.includes']);
  const excludes = endings(config['connect.s3.source.extension.excludes']);
  const isMeant = (key: string): boolean => {
    const name = key.toLowerCase();
    const ends = (ending: string): boolean => name.endsWith(ending);
    return !name.endsWith('/') && (includes.length === 0 || includes.some(ends)) && !excludes.some(ends);
  };
  return {
    placeOf: (key) => key,
    filesOf: (keys) =>
      keys
        .filter(isMeant)
        .map((key) => ({ key, topic, kafkaPartition: partitionOf(key), place: key, keysKey: null, headersKey: null })),
  };
};
