import type { S3SourceConfig } from './config.ts';
import { AVRO_FORMAT, BYTE_ARRAY_FORMAT, JSON_FORMAT, PARQUET_FORMAT } from './formats.ts';
import type { FileNames, SourceFile } from './source-file.ts';

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

const extensionsOf = (format: string, config: S3SourceConfig): string => {
  switch (format) {
    case AVRO_FORMAT:
      return '\\.avro';
    case PARQUET_FORMAT:
      return '(?:\\.(?:snappy|gz|br))?\\.parquet';
    case JSON_FORMAT:
      return '\\.json(?:\\.gz)?';
    case BYTE_ARRAY_FORMAT:
      return `${quote(config['format.bytearray.extension'])}(?:\\.gz)?`;
    default:
      return '\\.txt(?:\\.gz)?';
  }
};

/** The names that the sink gives to objects: `<topic>+<partition>+<offset>`, `.keys` or `.headers`, and an extension. */
export const backupNames = (config: S3SourceConfig): FileNames => {
  const delimiter = quote(config['file.delim']);
  const begin = `(?<topic>[^${quote(config['directory.delim'])}]+)${delimiter}(?<partition>\\d+)${delimiter}(?<offset>\\d+)`;
  const nameOf = (suffix: string, format: string) =>
    new RegExp(`(?<base>${begin})${suffix}${extensionsOf(format, config)}$`);
  const values = nameOf('', config['format.class']);
  const keys = config['store.kafka.keys'] ? nameOf('\\.keys', config['keys.format.class']) : null;
  const headers = config['store.kafka.headers'] ? nameOf('\\.headers', config['headers.format.class']) : null;

  const byBase = (objects: readonly string[], name: RegExp | null): ReadonlyMap<string, string> =>
    new Map(objects.flatMap((key) => (base(key, name) === null ? [] : [[base(key, name) ?? '', key] as const])));
  const base = (key: string, name: RegExp | null): string | null => name?.exec(key)?.groups?.base ?? null;

  return {
    placeOf: (key) => Number(values.exec(key)?.groups?.offset ?? -1),
    filesOf: (objects) => {
      const [keyObjects, headerObjects] = [byBase(objects, keys), byBase(objects, headers)];
      return objects.flatMap((key): readonly SourceFile[] => {
        const groups = values.exec(key)?.groups;
        if (groups === undefined) return [];
        const { topic = '', partition, offset, base: own = '' } = groups;
        return [
          {
            key,
            topic,
            kafkaPartition: Number(partition),
            place: Number(offset),
            keysKey: keyObjects.get(own) ?? null,
            headersKey: headerObjects.get(own) ?? null,
          },
        ];
      });
    },
  };
};
