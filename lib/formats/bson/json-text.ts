const PLAIN = /^[ !#-[\]-~]*$/;
/** What the original writes as an escape: all that is neither letter, digit, mark of punctuation, symbol nor space. */
const ESCAPED = /["\\]|[\p{Lm}\p{Mn}\p{Mc}\p{Zl}\p{Zp}\p{C}]|[\u{10000}-\u{10FFFF}]/gu;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const escaped = (character: string): string =>
  SHORT[character] ??
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');

/** A string in JSON; follows `org.bson.json.StrictCharacterStreamJsonWriter`. */
export const jsonText = (text: string): string =>
  PLAIN.test(text) ? `"${text}"` : `"${text.replace(ESCAPED, escaped)}"`;
