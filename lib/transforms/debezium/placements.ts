import { ConfigError } from '../../connect/errors.ts';

const PLACES = ['header', 'envelope', 'partition'] as const;

/** Where a column of an outbox table goes. */
export interface Placement {
  readonly field: string;
  readonly place: (typeof PLACES)[number];
  readonly alias: string;
}

/** Reads `column:place` and `column:place:alias`. @throws ConfigError */
export const parsePlacements = (entries: readonly string[]): readonly Placement[] =>
  entries.map((entry) => {
    const [field = '', placeName = '', alias = field, ...more] = entry.split(':').map((part) => part.trim());
    const place = PLACES.find((one) => one === placeName.toLowerCase());
    if (place === undefined || more.length > 0)
      throw new ConfigError(`A comma-separated list of valid String pairs or trios is expected but got: ${entry}`);
    return { field, place, alias };
  });
