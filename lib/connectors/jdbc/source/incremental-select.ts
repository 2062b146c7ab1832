import type { Column } from '../column.ts';
import type { Session } from '../dialect.ts';
import { type Instant, instantOfMillis, minusMillis } from '../instant.ts';
import { criteria } from './criteria.ts';
import { incrementingColumn, type KeyColumns, timestampColumns, validateNonNull } from './key-columns.ts';
import type { Position } from './position.ts';
import type { QuerierSettings } from './querier.ts';
import type { Target } from './target.ts';

/** Where a target begins that was never read. */
export const initialPosition = async ({ config }: QuerierSettings, session: Session): Promise<Position> => {
  const initial = config['timestamp.initial'] ?? config['timestamp.initial.ms'];
  const timestamp = initial === -1 ? await session.currentTime() : instantOfMillis(initial);
  return { incrementing: config['incrementing.initial'], timestamp };
};

/**
 * Finds a target's key columns among those that it has.
 *
 * @throws ConfigError when one is missing; ConnectError when one may be null that should not be.
 */
export const findKeyColumns = (target: Target, columns: readonly Column[], { config }: QuerierSettings): KeyColumns => {
  const { incrementing, timestamps } = target.columnNames;
  const keys = {
    incrementing: incrementing === null ? null : incrementingColumn(columns, incrementing, target.name),
    timestamps: timestampColumns(columns, timestamps, target.name),
  };
  // Of a query's columns the database often cannot tell.
  if (config['validate.non.null'] && target.kind === 'table') validateNonNull(keys, target.name);
  return keys;
};

const EPOCH: Instant = instantOfMillis(0);

interface TimeBounds {
  readonly end: Instant;
  readonly literal: (instant: Instant) => string;
}

const timeBounds = async (
  target: Target,
  keys: KeyColumns,
  settings: QuerierSettings,
  session: Session,
): Promise<TimeBounds> => {
  if (keys.timestamps.length === 0) return { end: EPOCH, literal: () => '' };
  const columns = keys.timestamps.map(({ column }) => column);
  const currentTime = await session.currentTime();
  return {
    end: minusMillis(currentTime, settings.config['timestamp.delay.interval.ms']),
    literal: await session.timestampLiteral(columns, target.select),
  };
};

/** The select of everything after a position; in mode bulk of everything. */
export const incrementalSelect = async (
  target: Target,
  { keys, from }: { readonly keys: KeyColumns; readonly from: Position },
  settings: QuerierSettings,
  session: Session,
): Promise<string> => {
  const { config, quoting } = settings;
  const suffix = config['query.suffix'].trim();
  const end = suffix === '' ? '' : ` ${suffix}`;
  if (keys.incrementing === null && keys.timestamps.length === 0) return target.select + end;
  const where = criteria(
    {
      incrementing: keys.incrementing && quoting.identifier(keys.incrementing.column.name),
      timestamps: keys.timestamps.map(({ column }) => quoting.identifier(column.name)),
    },
    {
      incrementing: from.incrementing ?? config['incrementing.initial'],
      begin: from.timestamp ?? EPOCH,
      ...(await timeBounds(target, keys, settings, session)),
    },
  );
  return target.select + where + end;
};
