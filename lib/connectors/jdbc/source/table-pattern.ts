/**
 * A regular expression over whole qualified table names, written for Java: a leading `(?i)` is understood.
 *
 * @throws SyntaxError when it is not one.
 */
export const tablePattern = (text: string): RegExp => {
  const ignoringCase = text.startsWith('(?i)');
  return new RegExp(`^(?:${ignoringCase ? text.slice(4) : text})$`, ignoringCase ? 'i' : '');
};
