import { ConnectError } from '../../connect/errors.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { Files } from './files.ts';

/**
 * The files of several places, by the topics of records.
 *
 * @param filesOf those of a topic, the same ones at each call; `undefined` where it has none.
 */
export const createRoutedFiles = (all: readonly Files[], filesOf: (topic: string) => Files | undefined): Files => {
  let last: { readonly topic: string; readonly files: Files } | null = null;

  const of = ({ originalTopic: topic }: SinkRecord): Files => {
    if (last?.topic === topic) return last.files;
    const files = filesOf(topic);
    if (files === undefined) throw new ConnectError(`Nothing is configured for topic ${topic}`);
    last = { topic, files };
    return files;
  };

  const begin = async (records: readonly SinkRecord[]): Promise<void> => {
    for (const files of all) {
      const own = records.filter((record) => of(record) === files);
      if (own.length > 0) await files.begin(own);
    }
  };

  return {
    begin: async (records) => {
      if (records.length > 0) await begin(records);
      else for (const files of all) await files.begin([]);
    },
    seen: (record) => of(record).seen(record),
    add: (record, nowMs) => of(record).add(record, nowMs),
    left: (record, reason) => of(record).left(record, reason),
    isFull: () => all.some((files) => files.isFull()),
    flush: async (isPart) => {
      for (const files of all) await files.flush(isPart);
    },
  };
};
