import { javaRegex } from '../../config/java-regex.ts';

/** A comma that is part of an expression is written `\,`: what the list's parser took apart is put together again. */
export const joinEscaped = (entries: readonly string[]): readonly string[] =>
  entries
    .join(',')
    .split(/(?<!\\),/)
    .map((entry) => entry.replaceAll('\\,', ','));

/**
 * Matches whole names against any of some expressions, whatever their case; follows `io.debezium.function.Predicates`.
 *
 * @throws SyntaxError for an expression that cannot be compiled.
 */
export const namePatterns = (entries: readonly string[]): ((name: string) => boolean) => {
  const patterns = joinEscaped(entries)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const { source, flags } = javaRegex(entry);
      return new RegExp(`^(?:${source})$`, [...new Set(`${flags}i`.replace('m', ''))].join(''));
    });
  return (name) => patterns.some((pattern) => pattern.test(name));
};

/** An include list, or else an exclude list; without either every name is in. */
export const nameFilter = (
  include: readonly string[] | null,
  exclude: readonly string[] | null,
): ((name: string) => boolean) => {
  if (include !== null && include.length > 0) return namePatterns(include);
  if (exclude === null || exclude.length === 0) return () => true;
  const excluded = namePatterns(exclude);
  return (name) => !excluded(name);
};
