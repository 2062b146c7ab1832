/** The last transaction of each domain; MariaDB's GTID position, `0-1-42,1-2-7`. */
export type MariaDbGtids = ReadonlyMap<string, { readonly server: string; readonly sequence: bigint }>;

export const parseMariaDbGtids = (text: string): MariaDbGtids =>
  new Map(
    text
      .split(',')
      .map((entry) => entry.trim().split('-'))
      .filter((parts) => parts.length === 3)
      .map(([domain = '', server = '', sequence = '0']) => [domain, { server, sequence: BigInt(sequence) }]),
  );

export const formatMariaDbGtids = (gtids: MariaDbGtids): string =>
  [...gtids].map(([domain, { server, sequence }]) => `${domain}-${server}-${sequence}`).join(',');

/** Whether the one position is at or behind the other in every domain that it names. */
export const isAtOrBefore = (one: MariaDbGtids, other: MariaDbGtids): boolean =>
  [...one].every(([domain, { sequence }]) => sequence <= (other.get(domain)?.sequence ?? -1n));
