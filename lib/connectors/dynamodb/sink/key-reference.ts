/** What a key attribute is made of. */
export interface KeyReference {
  readonly part: 'partition' | 'offset' | 'key' | 'value';
  readonly path: readonly string[];
  /** Name of the attribute. */
  readonly attribute: string;
}

const isPart = (word: string): word is KeyReference['part'] => ['partition', 'offset', 'key', 'value'].includes(word);

/** Of a validated configuration; `null` for the empty string. */
export const parseKeyReference = (text: string): KeyReference | null => {
  const [reference = '', alias] = text.split(':');
  const [part = '', ...path] = reference.split('.');
  if (!isPart(part)) return null;
  return { part, path, attribute: alias ?? path.at(-1) ?? part };
};
