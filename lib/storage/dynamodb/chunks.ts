/** The items in their order, at most `size` at a time. */
export const chunks = <Item>(items: readonly Item[], size: number): ReadonlyArray<readonly Item[]> =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
