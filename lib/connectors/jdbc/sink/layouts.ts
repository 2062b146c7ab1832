import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { Session } from '../dialect.ts';
import { compileLayout, type Layout } from './layout.ts';
import { inOrder, recordFields } from './record-fields.ts';
import type { SinkSettings } from './sink-settings.ts';
import type { SqlWriter } from './statements.ts';
import { tableOf } from './table-names.ts';
import type { TableStructure } from './table-structure.ts';

/** A layout; `null` where there is nothing to delete from; or why records of this kind cannot be stored. */
type Plan = Layout | null | DataError;

export interface Layouts {
  /** The plan of a record, if it was made before. */
  known(record: SinkRecord): Plan | undefined;
  /** Makes it, and what is missing in the database. */
  plan(session: Session, record: SinkRecord): Promise<Plan>;
  /** Forgets the plans that hold only until somebody changes the database; called between batches. */
  forgetTransient(): void;
  /** Forgets all, and what is known of tables. */
  forget(): void;
}

/** Beyond so many pairs of schemas something makes new ones all the time; then memory matters more. */
const MAX_PLANS = 1000;

/** By topic, key schema and value schema, which come as the same objects with every record. */
const createCache = () => {
  type OfKey = Map<Schema | null, Plan>;
  const topics = new Map<string, Map<Schema | null, OfKey>>();
  let size = 0;
  const get = ({ topic, keySchema, valueSchema }: SinkRecord) => topics.get(topic)?.get(keySchema)?.get(valueSchema);
  const set = ({ topic, keySchema, valueSchema }: SinkRecord, plan: Plan): void => {
    if (size >= MAX_PLANS) clear();
    const ofTopic = topics.get(topic) ?? new Map<Schema | null, OfKey>();
    const ofKey: OfKey = ofTopic.get(keySchema) ?? new Map();
    topics.set(topic, ofTopic);
    ofTopic.set(keySchema, ofKey);
    ofKey.set(valueSchema, plan);
    size += 1;
  };
  const remove = ({ topic, keySchema, valueSchema }: SinkRecord) =>
    topics.get(topic)?.get(keySchema)?.delete(valueSchema);
  const clear = (): void => {
    topics.clear();
    size = 0;
  };
  return { get, set, remove, clear };
};

export const createLayouts = (structure: TableStructure, writer: SqlWriter, settings: SinkSettings): Layouts => {
  const cache = createCache();
  let transient: SinkRecord[] = [];

  const forgetTransient = (): void => {
    for (const record of transient) cache.remove(record);
    transient = [];
  };

  const layout = async (session: Session, { topic, keySchema, valueSchema }: SinkRecord): Promise<Layout | null> => {
    const { quote, differences } = writer;
    const table = tableOf(topic, settings.tableNames, { quote, qualifier: differences.qualifier });
    const fields = recordFields({ topic, table: table.name, keySchema, valueSchema }, settings);
    const isDelete = valueSchema === null;
    if (isDelete && settings.autoCreate && (await structure.columns(session, table)) === null) return null;
    const columns = await structure.ensure(session, table, inOrder(fields, valueSchema));
    return compileLayout(table, fields, columns, { writer, settings });
  };

  const plan = async (session: Session, record: SinkRecord): Promise<Plan> => {
    try {
      return await layout(session, record);
    } catch (error) {
      if (error instanceof DataError) return error;
      throw error;
    }
  };

  return {
    known: cache.get,
    plan: async (session, record) => {
      const made = await plan(session, record);
      const isTransient = made === null || made instanceof DataError;
      // A table or column may just have been made, so what was missing before is looked for again.
      if (!isTransient) forgetTransient();
      cache.set(record, made);
      if (isTransient) transient.push(record);
      return made;
    },
    forgetTransient,
    forget: () => {
      structure.forget();
      cache.clear();
      transient = [];
    },
  };
};
