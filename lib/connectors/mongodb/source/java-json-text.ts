/** Letters, digits, blanks, most punctuation and symbols are written as they are. */
const SAFE =
  /^[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}\p{Nl}\p{No}\p{Zs}\p{Pc}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{Me}\p{Sm}\p{Sc}\p{Sk}\p{So}]$/u;
const PLAIN = /^[ !#-[\]-~]*$/;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const escaped = (unit: string): string =>
  ESCAPES[unit] ?? (SAFE.test(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A JSON string as `StrictCharacterStreamJsonWriter` writes it: by UTF-16 units, those it takes for unprintable escaped. */
export const javaJsonText = (text: string): string => {
  if (PLAIN.test(text)) return `"${text}"`;
  let content = '';
  for (let index = 0; index < text.length; index += 1) content += escaped(text.charAt(index));
  return `"${content}"`;
};
