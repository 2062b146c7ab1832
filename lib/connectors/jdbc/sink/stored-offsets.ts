import { asError, RetriableError } from '../../../connect/errors.ts';
import type { TopicPartition, TopicPartitionOffset } from '../../../connect/offset.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Raw, RawRow } from '../column.ts';
import type { Dialect, Session } from '../dialect.ts';
import type { TableId } from '../table-id.ts';
import { typeName } from './differences.ts';
import { createTableStatement, type NewColumn, type SqlWriter } from './statements.ts';

/** Offsets beside the data, in one table for all connectors that write to the database; see `SinkTask`, exactly once. */
export interface StoredOffsets {
  committed(session: Session, partitions: readonly TopicPartition[]): Promise<readonly TopicPartitionOffset[]>;
  /**
   * Within the transaction: moves the offsets behind these records.
   *
   * @returns what to call when the transaction is committed.
   * @throws RetriableError when they are not where this task left them: another one has written meanwhile.
   */
  advance(session: Session, records: readonly SinkRecord[]): Promise<() => void>;
  /** Forgets what was read, since a transaction failed. */
  forget(): void;
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** The next offset of each partition among these records. */
const endsOf = (records: readonly SinkRecord[]): readonly TopicPartitionOffset[] => {
  const ends = new Map<string, TopicPartitionOffset>();
  for (const { originalTopic: topic, originalKafkaPartition: partition, originalKafkaOffset } of records)
    ends.set(nameOf({ topic, partition }), { topic, partition, offset: originalKafkaOffset + 1 });
  return [...ends.values()];
};

const createSql = (writer: SqlWriter, table: TableId) => {
  const { quoting, placeholder, differences } = writer;
  const column = (name: string, kind: 'STRING' | 'INT32' | 'INT64', isKey: boolean): NewColumn => ({
    name,
    type: typeName(differences, { kind }, isKey),
    isKey,
    nullable: false,
    defaultValue: null,
  });
  const columns = [
    column('connector', 'STRING', true),
    column('kafka_topic', 'STRING', true),
    column('kafka_partition', 'INT32', true),
    column('next_offset', 'INT64', false),
  ];
  const [connector, topic, partition, next] = columns.map(({ name }) => quoting.identifier(name));
  const where = (first: number) =>
    `${connector} = ${placeholder(first)} AND ${topic} = ${placeholder(first + 1)} AND ${partition} = ${placeholder(first + 2)}`;
  const select = `SELECT ${next} FROM ${quoting.table(table)} WHERE ${where(1)}`;
  return {
    create: createTableStatement(writer, table, columns),
    select,
    lock: select + differences.lock,
    insert: `INSERT INTO ${quoting.table(table)} (${connector},${topic},${partition},${next}) VALUES (${[1, 2, 3, 4].map(placeholder).join(',')})`,
    update: `UPDATE ${quoting.table(table)} SET ${next} = ${placeholder(1)} WHERE ${where(2)}`,
  };
};

const offsetIn = ([row]: readonly RawRow[]): number | undefined => {
  const value = row?.[0] ?? null;
  return value === null ? undefined : Number(value);
};

export const createStoredOffsets = (options: {
  readonly connector: string;
  readonly table: TableId;
  readonly writer: SqlWriter;
  readonly dialect: Dialect;
}): StoredOffsets => {
  const { connector, dialect } = options;
  const sql = createSql(options.writer, options.table);
  const known = new Map<string, number>();
  const keyOf = ({ topic, partition }: TopicPartition): readonly Raw[] => [connector, topic, partition];

  /** Reads, where need be after creating the table, which another task may do at the same time. */
  const read = async (session: Session, partition: TopicPartition): Promise<number | undefined> => {
    const select = () => session.execute(sql.select, keyOf(partition));
    try {
      return offsetIn(await select());
    } catch (error) {
      if (dialect.failureOf(error) !== 'missing-table') throw error;
      const failure = await session.execute(sql.create).catch((refused) => asError(refused));
      return offsetIn(
        await select().catch((missing) => {
          throw failure instanceof Error ? failure : missing;
        }),
      );
    }
  };

  const move = async (session: Session, end: TopicPartitionOffset): Promise<void> => {
    const stored = offsetIn(await session.execute(sql.lock, keyOf(end)));
    if (stored !== known.get(nameOf(end)))
      throw new RetriableError(
        `The offset of ${nameOf(end)} is ${stored ?? 'not stored'} instead of ${known.get(nameOf(end)) ?? 'not stored'}: another task has written meanwhile`,
      );
    if (stored !== undefined) await session.execute(sql.update, [end.offset, ...keyOf(end)]);
    else await session.execute(sql.insert, [...keyOf(end), end.offset]);
  };

  /** Whatever is wrong with offsets, no record is: where another task inserts at the same time, the key is refused. */
  const moveOrRetry = async (session: Session, end: TopicPartitionOffset): Promise<void> => {
    try {
      await move(session, end);
    } catch (error) {
      if (dialect.failureOf(error) !== 'data') throw error;
      throw new RetriableError(`The offset of ${nameOf(end)} was not stored`, { cause: error });
    }
  };

  return {
    committed: async (session, partitions) => {
      const found: TopicPartitionOffset[] = [];
      for (const partition of partitions) {
        const offset = await read(session, partition);
        if (offset === undefined) known.delete(nameOf(partition));
        else {
          known.set(nameOf(partition), offset);
          found.push({ ...partition, offset });
        }
      }
      return found;
    },
    advance: async (session, records) => {
      const ends = endsOf(records);
      for (const end of ends) await moveOrRetry(session, end);
      return () => {
        for (const end of ends) known.set(nameOf(end), end.offset);
      };
    },
    forget: () => known.clear(),
  };
};
