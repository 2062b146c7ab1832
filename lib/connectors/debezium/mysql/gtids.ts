import type { DumpStart } from './binlog/dump-request.ts';
import type { Flavor } from './flavor.ts';
import { encodeGtidSet, filterSources, formatGtidSet, isSubset, parseGtidSet, withGtid } from './gtid-set.ts';
import { formatMariaDbGtids, isAtOrBefore, parseMariaDbGtids } from './mariadb-gtids.ts';

/** GTIDs of either server, as the texts that offsets and events have. */
export interface Gtids {
  /** The set with one more transaction. */
  with(set: string, gtid: string): string;
  /** Whether all that the one holds is in the other. */
  isWithin(inner: string, outer: string): boolean;
  /** The source of a transaction: a server's UUID, or a domain. */
  sourceOf(gtid: string): string;
  /** Those of some sources. */
  filter(set: string, isIncluded: (source: string) => boolean): string;
  /** One set's, and of the other the sources that the first does not have. */
  union(set: string, more: string): string;
  normal(set: string): string;
}

const mysqlGtids: Gtids = {
  with: (set, gtid) => formatGtidSet(withGtid(parseGtidSet(set), gtid)),
  isWithin: (inner, outer) => isSubset(parseGtidSet(inner), parseGtidSet(outer)),
  sourceOf: (gtid) => gtid.split(':')[0] ?? '',
  filter: (set, isIncluded) => formatGtidSet(filterSources(parseGtidSet(set), isIncluded)),
  union: (set, more) => formatGtidSet(new Map([...parseGtidSet(more), ...parseGtidSet(set)])),
  normal: (set) => formatGtidSet(parseGtidSet(set)),
};

const mariadbGtids: Gtids = {
  with: (set, gtid) => formatMariaDbGtids(new Map([...parseMariaDbGtids(set), ...parseMariaDbGtids(gtid)])),
  isWithin: (inner, outer) => isAtOrBefore(parseMariaDbGtids(inner), parseMariaDbGtids(outer)),
  sourceOf: (gtid) => gtid.split('-')[0] ?? '',
  filter: (set, isIncluded) =>
    formatMariaDbGtids(new Map([...parseMariaDbGtids(set)].filter(([domain]) => isIncluded(domain)))),
  union: (set, more) => formatMariaDbGtids(new Map([...parseMariaDbGtids(more), ...parseMariaDbGtids(set)])),
  normal: (set) => formatMariaDbGtids(parseMariaDbGtids(set)),
};

export const gtidsOf = (flavor: Flavor): Gtids => (flavor === 'mysql' ? mysqlGtids : mariadbGtids);

/** Where a dump begins that goes on behind these transactions. MariaDB is told them by a session variable instead. */
export const startAfter = (flavor: Flavor, set: string): DumpStart =>
  flavor === 'mysql'
    ? { kind: 'gtids', encoded: encodeGtidSet(parseGtidSet(set)) }
    : { kind: 'position', file: '', position: 4 };
