/** A text in quotes of any kind, as part of a regular expression. */
export const QUOTED = '`[^`]*`|\'[^\']*\'|"[^"]*"';

/** A name, in quotes in part or as a whole. */
export const NAME = `(?:${QUOTED}|[^\\s\`'"])+`;

const QUOTES = /`([^`]*)`|'([^']*)'|"([^"]*)"/g;

/** Without the quotes around a name, or around parts of it. */
export const unquoted = (name: string): string =>
  name.replace(QUOTES, (_quoted, ...inner: readonly (string | undefined)[]) =>
    String(inner.slice(0, 3).find((text) => text !== undefined)),
  );

/** What stands between separators, but for those in quotes; without empty parts. */
export const splitOutsideQuotes = (text: string, separator: ',' | ';'): readonly string[] =>
  [...text.matchAll(new RegExp(`(?:${QUOTED}|[^${separator}])+`, 'g'))]
    .map(([part]) => part.trim())
    .filter((part) => part !== '');
