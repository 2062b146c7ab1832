/** Texts in quotes, which are none, and named parameters: `:name` or `:"Name"`. */
export const PARAMETER = /'(?:[^']|'')*'|:(?:([A-Za-z_]\w*)|"((?:[^"]|"")+)")/g;

/** The parameters of a statement in their order, each as often as it is there. */
export const queryParameters = (query: string): readonly string[] =>
  [...query.matchAll(PARAMETER)].flatMap(([, word, quoted]) => word ?? quoted ?? []);
