/** Transactions of one source: pairs of the first and the last number, ascending and apart from each other. */
type Intervals = ReadonlyArray<readonly [from: bigint, to: bigint]>;

/** Which transactions were done, by their sources; MySQL's GTID set. */
export type GtidSet = ReadonlyMap<string, Intervals>;

const later = (one: bigint, other: bigint): bigint => (one < other ? other : one);

const merged = (intervals: Intervals): Intervals => {
  const result: Array<[bigint, bigint]> = [];
  for (const [from, to] of intervals.toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1n) last[1] = later(last[1], to);
    else result.push([from, to]);
  }
  return result;
};

/** Reads `uuid:1-5:7,uuid:3`; sources are compared in lower case. @throws SyntaxError for anything else. */
export const parseGtidSet = (text: string): GtidSet => {
  const sources = new Map<string, Intervals>();
  for (const entry of text.split(',')) {
    const [source = '', ...ranges] = entry.trim().toLowerCase().split(':');
    if (source === '') continue;
    const intervals = ranges.map((range): readonly [bigint, bigint] => {
      const [from = '', to = from] = range.split('-');
      return [BigInt(from), BigInt(to)];
    });
    sources.set(source, merged([...(sources.get(source) ?? []), ...intervals]));
  }
  return sources;
};

/** In the server's own spelling, but without line breaks. */
export const formatGtidSet = (set: GtidSet): string =>
  [...set]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([source, intervals]) =>
      [source, ...intervals.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`))].join(':'),
    )
    .join(',');

export const withGtid = (set: GtidSet, gtid: string): GtidSet => {
  const [source = '', number = '0'] = gtid.toLowerCase().split(':');
  const known = set.get(source) ?? [];
  const last = known.at(-1);
  const at = BigInt(number);
  const next: Intervals =
    last !== undefined && at === last[1] + 1n ? [...known.slice(0, -1), [last[0], at]] : merged([...known, [at, at]]);
  return new Map([...set, [source, next]]);
};

const covers = (intervals: Intervals, [from, to]: readonly [bigint, bigint]): boolean =>
  intervals.some((one) => one[0] <= from && to <= one[1]);

/** Whether every transaction of the one is in the other. */
export const isSubset = (inner: GtidSet, outer: GtidSet): boolean =>
  [...inner].every(([source, intervals]) => intervals.every((interval) => covers(outer.get(source) ?? [], interval)));

export const filterSources = (set: GtidSet, isIncluded: (source: string) => boolean): GtidSet =>
  new Map([...set].filter(([source]) => isIncluded(source)));

/** As `COM_BINLOG_DUMP_GTID` wants it; ends of intervals are exclusive there. */
export const encodeGtidSet = (set: GtidSet): Buffer => {
  const number = (value: bigint): Buffer => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigUInt64LE(value);
    return buffer;
  };
  return Buffer.concat([
    number(BigInt(set.size)),
    ...[...set].flatMap(([source, intervals]) => [
      Buffer.from(source.replaceAll('-', ''), 'hex'),
      number(BigInt(intervals.length)),
      ...intervals.flatMap(([from, to]) => [number(from), number(to + 1n)]),
    ]),
  ]);
};
