import type { Item } from './table.ts';

/** Items of a whole table, by connector. */
export const byConnector = (items: readonly Item[]): ReadonlyMap<string, readonly Item[]> => {
  const connectors = new Map<string, Item[]>();
  for (const item of items) {
    const name = item.connector?.S ?? '';
    const others = connectors.get(name);
    if (others === undefined) connectors.set(name, [item]);
    else others.push(item);
  }
  return connectors;
};
