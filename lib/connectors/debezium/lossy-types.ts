import { ConnectError, DataError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** What a type loses on its way into events, as the rest of a sentence that begins with the column. */
export interface Loss {
  readonly loses: string;
  /** The setting that keeps it; `null` where there is none. */
  readonly keptBy: string | null;
}

/** A loss of single values only. */
export interface ValueLoss<Raw> extends Loss {
  isLost(raw: Raw, value: ConnectValue): boolean;
}

/**
 * A row of a database's table of facts: types that lose under some settings. With `isLost` only the values that it holds for
 * are lost, which are none that such a column usually has: no type is refused for them.
 */
export interface LossyType<Type, Settings, Raw> extends Loss {
  readonly types: readonly string[];
  under(settings: Settings, type: Type): boolean;
  isLost?(raw: Raw, value: ConnectValue): boolean;
}

/** A column that loses, by its full name. */
export interface LossyColumn extends Loss {
  readonly column: string;
  readonly typeName: string;
}

/** Under `lossy.types.handling.mode`: whether what is lost is told, or refused. */
export interface Losses {
  /** Columns of which any value may lose; each is told once. @throws ConnectError under `fail`, naming all of them. */
  found(columns: readonly LossyColumn[]): void;
  /** A value of a column is lost. @throws DataError under `fail`. */
  lost(column: LossyColumn, value: string): void;
}

const KEY = 'lossy.types.handling.mode';
const MAX_SHOWN = 100;

const sentence = ({ column, typeName, loses, keptBy }: LossyColumn): string =>
  `Column ${column} of type ${typeName}: ${loses}. ${keptBy === null ? 'No setting keeps it' : `Set ${keptBy} to keep it`}`;

const shown = (value: string): string => (value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value);

const refusalOf = (columns: readonly LossyColumn[]): string =>
  `${columns.map(sentence).join('. ')}. Or leave ${columns.length === 1 ? 'the column' : 'these columns'} out by column.exclude.list, or set ${KEY}=warn to do without what is lost.`;

/** The facts of one kind about a type: those of all values, or those of single ones. */
export const lossesOf = <Type, Settings, Raw>(
  facts: ReadonlyArray<LossyType<Type, Settings, Raw>>,
  name: string,
  settings: Settings,
  type: Type,
): { readonly ofAll: readonly Loss[]; readonly ofSome: ReadonlyArray<ValueLoss<Raw>> } => {
  const found = facts.filter(({ types, under }) => types.includes(name) && under(settings, type));
  return {
    ofAll: found.filter(({ isLost }) => isLost === undefined),
    ofSome: found.flatMap(({ isLost, loses, keptBy }) => (isLost === undefined ? [] : [{ isLost, loses, keptBy }])),
  };
};

/** A reader that tells of values which it loses; the same one where it loses none, or nobody listens. */
export const watchedReader = <Raw>(
  read: (raw: Raw) => ConnectValue,
  losses: ReadonlyArray<ValueLoss<Raw>>,
  lost: ((loss: Loss, raw: Raw) => void) | undefined,
): ((raw: Raw) => ConnectValue) => {
  if (losses.length === 0 || lost === undefined) return read;
  return (raw) => {
    const value = read(raw);
    for (const loss of losses) if (loss.isLost(raw, value)) lost(loss, raw);
    return value;
  };
};

export const createLosses = (config: { readonly [KEY]: 'warn' | 'fail' }, log: Logger): Losses => {
  const fails = config[KEY] === 'fail';
  const told = new Set<string>();
  const isNew = (column: LossyColumn): boolean => {
    const text = sentence(column);
    if (told.has(text)) return false;
    told.add(text);
    return true;
  };
  return {
    found: (columns) => {
      if (fails && columns.length > 0) throw new ConnectError(refusalOf(columns));
      for (const column of columns.filter(isNew)) log.warn(sentence(column));
    },
    lost: (column, value) => {
      if (fails) throw new DataError(`The value ${shown(value)} would be lost. ${refusalOf([column])}`);
      if (isNew(column))
        log.warn(`${sentence(column)}. The first such value is told here only`, { value: shown(value) });
    },
  };
};
