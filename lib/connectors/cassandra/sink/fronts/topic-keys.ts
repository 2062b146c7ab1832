import type { ConfigProblem, RawConfig } from '../../../../connect/connector.ts';

/** The settings of one table of one topic, or of the topic's codec, by their last names. */
export interface TopicKeys {
  readonly topic: string;
  readonly keyspace: string;
  readonly table: string;
  readonly values: Readonly<Record<string, string>>;
  readonly prefix: string;
}

const TABLE_KEY =
  /^topic\.(.+)\.([^."]+|"(?:[^"]|"")+")\.([^."]+|"(?:[^"]|"")+")\.(mapping|consistencyLevel|ttl|nullToUnset|deletesEnabled|ttlTimeUnit|timestampTimeUnit|query)$/;
const CODEC_KEY = /^topic\.(.+)\.codec\.(locale|timeZone|timestamp|date|time|unit)$/;

/** Unquoted names are taken as they are, quoted ones as CQL has them. */
const internal = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

export const tableKeys = (raw: RawConfig): readonly TopicKeys[] => {
  const found = new Map<string, TopicKeys & { readonly values: Record<string, string> }>();
  for (const [key, value] of Object.entries(raw)) {
    const [, topic, keyspace, table, name] = TABLE_KEY.exec(key) ?? [];
    if (topic === undefined || keyspace === undefined || table === undefined || name === undefined) continue;
    const prefix = key.slice(0, -name.length - 1);
    const known = found.get(prefix);
    if (known !== undefined) known.values[name] = value;
    else
      found.set(prefix, {
        prefix,
        topic,
        keyspace: internal(keyspace),
        table: internal(table),
        values: { [name]: value },
      });
  }
  return [...found.values()];
};

export const codecKeys = (raw: RawConfig, topic: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) => {
      const [, of, name] = CODEC_KEY.exec(key) ?? [];
      return of === topic && name !== undefined ? [[name, value]] : [];
    }),
  );

/** Every topic that a codec is for. */
export const codecTopics = (raw: RawConfig): readonly string[] => [
  ...new Set(Object.keys(raw).flatMap((key) => CODEC_KEY.exec(key)?.[1] ?? [])),
];

const isOfKafka = (key: string): boolean => /^topic\.creation\.|^topics?$/.test(key);

export const unreadableTopicKeys = (raw: RawConfig): readonly ConfigProblem[] =>
  Object.keys(raw)
    .filter((key) => key.startsWith('topic.') && !isOfKafka(key) && !TABLE_KEY.test(key) && !CODEC_KEY.test(key))
    .map((key) => ({
      key,
      message: `Invalid configuration ${key}: expected topic.<topic>.<keyspace>.<table>.<setting>, the setting one of mapping, consistencyLevel, ttl, nullToUnset, deletesEnabled, ttlTimeUnit, timestampTimeUnit, query; or topic.<topic>.codec.<setting>, the setting one of locale, timeZone, timestamp, date, time, unit`,
    }));
