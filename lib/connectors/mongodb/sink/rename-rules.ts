import { javaRegex, javaRegexMatching } from '../../../config/java-regex.ts';
import { type PlainObject, parseObjects } from '../plain-json.ts';

const textOf = (object: PlainObject, name: string): string => {
  const value = object[name];
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string`);
  return value;
};

/** @throws TypeError when a name is missing. */
export const parseMapping = (json: string): ReadonlyMap<string, string> =>
  new Map(
    parseObjects(json).map((one) => {
      if (one.oldName === undefined || one.newName === undefined)
        throw new TypeError('Both oldName and newName must be mapped');
      return [textOf(one, 'oldName'), textOf(one, 'newName')];
    }),
  );

export interface Rule {
  readonly path: RegExp;
  readonly pattern: RegExp;
  readonly replacement: string;
}

/** `$1` and `\$` as Java reads them in a replacement. */
const javaReplacement = (text: string): string =>
  text.replace(/\\(.)|\$(\d)/g, (_, escaped?: string, group?: string) =>
    escaped === undefined ? `$${group}` : escaped.replace('$', '$$$$'),
  );

/** @throws TypeError or SyntaxError when a rule can't be used. */
export const parseRules = (json: string): readonly Rule[] =>
  parseObjects(json).map((one) => {
    const { source, flags } = javaRegex(textOf(one, 'pattern'));
    return {
      path: javaRegexMatching(textOf(one, 'regexp')),
      pattern: new RegExp(source, `${flags}g`),
      replacement: javaReplacement(textOf(one, 'replace')),
    };
  });
