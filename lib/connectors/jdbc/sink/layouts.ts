import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { Session } from '../dialect.ts';
import type { TableId } from '../table-id.ts';
import { compileLayout, type Layout } from './layout.ts';
import { inOrder, recordFields } from './record-fields.ts';
import type { SinkSettings } from './sink-settings.ts';
import type { SqlWriter } from './statements.ts';
import { tableOf } from './table-names.ts';
import type { TableStructure } from './table-structure.ts';

/** A layout; `null` where there is nothing to delete from; or why records of this kind cannot be stored. */
type Plan = Layout | null | DataError;

export interface Layouts {
  /** The plan of a record for the table of that name, `${topic}` in which stands for its topic, if it was made before. */
  known(record: SinkRecord, format: string): Plan | undefined;
  /** Makes it, and what is missing in the database. */
  plan(session: Session, record: SinkRecord, format: string): Promise<Plan>;
  /** That of a truncation of the table, which has no columns; `null` where there is no table. */
  emptied(session: Session, record: SinkRecord, format: string): Promise<Layout | null>;
  /** The table's name, if it is not there. */
  missingTable(session: Session, topic: string, format: string): Promise<string | null>;
  /** Forgets the plans that hold only until somebody changes the database; called between batches. */
  forgetTransient(): void;
  /** Forgets all, and what is known of tables. */
  forget(): void;
}

/** Beyond so many pairs of schemas something makes new ones all the time; then memory matters more. */
const MAX_PLANS = 1000;

/** By name, topic, key schema and value schema, which come as the same objects with every record. */
const createCache = () => {
  type OfKey = Map<Schema | null, Plan>;
  type OfTopic = Map<Schema | null, OfKey>;
  const formats = new Map<string, Map<string, OfTopic>>();
  let size = 0;
  const get = ({ topic, keySchema, valueSchema }: SinkRecord, format: string) =>
    formats.get(format)?.get(topic)?.get(keySchema)?.get(valueSchema);
  const set = ({ topic, keySchema, valueSchema }: SinkRecord, format: string, plan: Plan): void => {
    if (size >= MAX_PLANS) clear();
    const ofFormat = formats.get(format) ?? new Map<string, OfTopic>();
    const ofTopic: OfTopic = ofFormat.get(topic) ?? new Map();
    const ofKey: OfKey = ofTopic.get(keySchema) ?? new Map();
    formats.set(format, ofFormat);
    ofFormat.set(topic, ofTopic);
    ofTopic.set(keySchema, ofKey);
    ofKey.set(valueSchema, plan);
    size += 1;
  };
  const remove = ({ topic, keySchema, valueSchema }: SinkRecord, format: string) =>
    formats.get(format)?.get(topic)?.get(keySchema)?.delete(valueSchema);
  const clear = (): void => {
    formats.clear();
    size = 0;
  };
  return { get, set, remove, clear };
};

export const createLayouts = (structure: TableStructure, writer: SqlWriter, settings: SinkSettings): Layouts => {
  const cache = createCache();
  let transient: Array<{ readonly record: SinkRecord; readonly format: string }> = [];

  const forgetTransient = (): void => {
    for (const { record, format } of transient) cache.remove(record, format);
    transient = [];
  };

  const tableFor = (topic: string, format: string): TableId =>
    tableOf(
      topic,
      { ...settings.tableNames, format },
      { quote: writer.quote, qualifier: writer.differences.qualifier },
    );

  const layout = async (
    session: Session,
    { topic, keySchema, valueSchema }: SinkRecord,
    format: string,
  ): Promise<Layout | null> => {
    const table = tableFor(topic, format);
    const fields = recordFields({ topic, table: table.name, keySchema, valueSchema }, settings);
    const isDelete = valueSchema === null;
    if (isDelete && settings.autoCreate && (await structure.columns(session, table)) === null) return null;
    const columns = await structure.ensure(session, table, inOrder(fields, valueSchema));
    return compileLayout(table, fields, columns, { writer, settings });
  };

  const plan = async (session: Session, record: SinkRecord, format: string): Promise<Plan> => {
    try {
      return await layout(session, record, format);
    } catch (error) {
      if (error instanceof DataError) return error;
      throw error;
    }
  };

  return {
    known: cache.get,
    plan: async (session, record, format) => {
      const made = await plan(session, record, format);
      const isTransient = made === null || made instanceof DataError;
      // A table or column may just have been made, so what was missing before is looked for again.
      if (!isTransient) forgetTransient();
      cache.set(record, format, made);
      if (isTransient) transient.push({ record, format });
      return made;
    },
    emptied: async (session, { topic }, format) => {
      const table = tableFor(topic, format);
      const columns = await structure.columns(session, table);
      return columns === null ? null : { table, keys: [], others: [], bind: () => [] };
    },
    missingTable: async (session, topic, format) => {
      const table = tableFor(topic, format);
      return (await structure.columns(session, table)) === null ? writer.quoting.table(table) : null;
    },
    forgetTransient,
    forget: () => {
      structure.forget();
      cache.clear();
      transient = [];
    },
  };
};
