/** Words that stand for a character set where a type's attributes are. */
const SHORTHANDS: Readonly<Record<string, string>> = { ASCII: 'latin1', UNICODE: 'ucs2' };

export const charsetOfShorthand = (word: string): string | undefined => SHORTHANDS[word];

/**
 * The character set that a collation belongs to: its name begins with it. MariaDB's newest collations belong to any, and say
 * nothing.
 */
export const charsetOfCollation = (collation: string): string | null => {
  const [charset = ''] = collation.toLowerCase().split('_');
  return charset === 'uca1400' ? null : charset;
};
