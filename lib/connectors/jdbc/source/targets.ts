import type { Logger } from '../../../connect/logger.ts';
import type { OffsetStorageReader, SourceOffset } from '../../../connect/offset.ts';
import type { Session } from '../dialect.ts';
import { qualifiedName, type TableId } from '../table-id.ts';
import type { JdbcSourceTaskConfig } from './config.ts';
import { createQuerier, type Querier, type QuerierSettings } from './querier.ts';
import { queryOf } from './query-of.ts';
import { createTableFilter } from './table-filter.ts';
import { queryTarget, type Target, tableTarget } from './target.ts';

export interface TargetSettings extends QuerierSettings {
  readonly config: JdbcSourceTaskConfig;
  readonly quote: string;
  readonly offsets: OffsetStorageReader;
  readonly log: Logger;
}

/** What this task copies: the query, or those of its tables that there are at present. */
export interface Targets {
  queriers(): readonly Querier[];
  /** When to look for new and dropped tables again, in milliseconds since the epoch. */
  lookAt(): number;
  /** @throws ConnectError when tables of the same plain name would share a topic. */
  look(session: Session): Promise<void>;
  /** A table is gone. It is looked for again with all others. */
  drop(querier: Querier): void;
}

const storedOffset = async ({ partition, formerPartition }: Target, offsets: OffsetStorageReader) => {
  const [current, former] = await offsets.offsets([partition, ...(formerPartition === null ? [] : [formerPartition])]);
  return current ?? former ?? null;
};

const createQuery = async (query: string, settings: TargetSettings): Promise<Targets> => {
  const target = queryTarget(query, settings.config);
  const querier = createQuerier(target, settings, await storedOffset(target, settings.offsets));
  return { queriers: () => [querier], lookAt: () => Number.POSITIVE_INFINITY, look: async () => {}, drop: () => {} };
};

const createTables = (settings: TargetSettings): Targets => {
  const { config, quoting, quote, offsets, log, now } = settings;
  const choose = createTableFilter(config, quote);
  /** Also of dropped tables, so that a partition stays one object and its position is not read back too old. */
  const known = new Map<string, Querier>();
  let present: readonly Querier[] = [];
  let lookAt = 0;

  const querierOf = async (table: TableId): Promise<Querier> => {
    const name = qualifiedName(table);
    const existing = known.get(name);
    if (existing !== undefined) return existing;
    const target = tableTarget(table, config, quoting);
    const stored: SourceOffset | null = await storedOffset(target, offsets);
    const querier = createQuerier(target, settings, stored);
    known.set(name, querier);
    return querier;
  };

  const report = (found: readonly Querier[]): void => {
    const names = (queriers: readonly Querier[]) => queriers.map(({ target }) => target.name);
    const added = found.filter((querier) => !present.includes(querier));
    const removed = present.filter((querier) => !found.includes(querier));
    if (added.length > 0) log.info('Tables to copy were found', { tables: names(added) });
    if (removed.length > 0) log.warn('Tables are gone', { tables: names(removed) });
    if (found.length === 0 && lookAt === 0) log.warn('No tables were found so far, so there is no work to be done');
  };

  return {
    queriers: () => present,
    lookAt: () => lookAt,
    look: async (session) => {
      const all = await session.tables({
        catalogPattern: config['catalog.pattern'],
        schemaPattern: config['schema.pattern'],
        types: config['table.types'].map((type) => type.toUpperCase()),
      });
      const found = await Promise.all(choose(all).map(querierOf));
      report(found);
      present = found;
      lookAt = now() + config['table.poll.interval.ms'];
    },
    drop: (querier) => {
      log.warn('A table is gone', { table: querier.target.name });
      present = present.filter((other) => other !== querier);
    },
  };
};

export const createTargets = async (settings: TargetSettings): Promise<Targets> => {
  const query = queryOf(settings.config);
  return query === null ? createTables(settings) : createQuery(query, settings);
};
