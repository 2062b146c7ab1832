/** Values by key, in the order in which keys first appear; what `Map.groupBy` is from Node 21 on. */
export const groupBy = <K, V>(values: Iterable<V>, key: (value: V) => K): ReadonlyMap<K, readonly V[]> => {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
};
