/** Expands a replacement for one match. */
export type Replacement = (match: RegExpExecArray) => string;

const TOKEN = /\\(.)|\$\{([A-Za-z][A-Za-z0-9]*)\}|\$(\d+)|[$\\]|[^$\\]+/gs;

/** As many digits as make the number of a group there is; the others are text. */
const numbered = (digits: string, groups: number): Replacement => {
  let length = digits.length;
  while (length > 1 && Number(digits.slice(0, length)) > groups) length--;
  const group = Number(digits.slice(0, length));
  if (group > groups) throw new SyntaxError(`No group ${group}`);
  const rest = digits.slice(length);
  return (match) => (match[group] ?? '') + rest;
};

const named = (name: string, names: ReadonlySet<string>): Replacement => {
  if (!names.has(name)) throw new SyntaxError(`No group with name {${name}}`);
  return (match) => match.groups?.[name] ?? '';
};

const groupsOf = (regex: RegExp): { readonly count: number; readonly names: ReadonlySet<string> } => {
  // With an empty alternative the pattern matches anything, and the match lists all of its groups.
  const match = new RegExp(`${regex.source}|`, regex.flags).exec('');
  return { count: (match?.length ?? 1) - 1, names: new Set(Object.keys(match?.groups ?? {})) };
};

/**
 * Compiles a replacement as `Matcher.appendReplacement` reads it: `$1`, `${name}`, a backslash before a literal. Groups that
 * did not take part are empty.
 *
 * @throws SyntaxError for a group that the pattern does not have, which Java finds out at the first record.
 */
export const javaReplacement = (replacement: string, regex: RegExp): Replacement => {
  const { count, names } = groupsOf(regex);
  const parts = Array.from(replacement.matchAll(TOKEN), ([token, escaped, name, digits]): Replacement => {
    if (name !== undefined) return named(name, names);
    if (digits !== undefined) return numbered(digits, count);
    if (token === '$' || token === '\\') throw new SyntaxError(`Illegal group reference in ${replacement}`);
    const text = escaped ?? token;
    return () => text;
  });
  return (match) => parts.map((part) => part(match)).join('');
};
