import { oneOfIgnoringCase } from '../../config/validators.ts';

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

const camelCase = (name: string): string =>
  name
    .split(/[._]+/)
    .map((word, index) => (index === 0 ? word.toLowerCase() : capitalized(word)))
    .join('');

const WORD_ENDS = /([a-z])([A-Z])|([a-zA-Z])([0-9])|([0-9])([a-zA-Z])|\./g;

/** Follows `io.debezium.connector.jdbc.util.NamingStyleUtils`. */
const STYLES = {
  snake_case: (name: string) => name.replace(WORD_ENDS, '$1$3$5_$2$4$6').toLowerCase(),
  camel_case: camelCase,
  UPPER_CASE: (name: string) => name.toUpperCase(),
  lower_case: (name: string) => name.toLowerCase(),
  default: (name: string) => name,
};

type NamingStyle = keyof typeof STYLES;

interface Naming {
  readonly style: NamingStyle;
  readonly prefix: string;
  readonly suffix: string;
}

/** Names in another style, with something before and behind. */
export const createNaming = ({ style, prefix, suffix }: Naming): ((name: string) => string) => {
  const restyled = STYLES[style];
  return (name) => prefix + restyled(name) + suffix;
};

const affix = (displayName: string, documentation: string) =>
  ({ type: 'STRING', default: '', importance: 'LOW', displayName, documentation }) as const;

/** The three keys of such a transformation, yet to be named. */
export const namingKeys = (what: string, names: string) => ({
  prefix: affix(`${what} Name Prefix`, `What ${names} begin with, whatever the style.`),
  suffix: affix(`${what} Name Suffix`, `What ${names} end with, whatever the style.`),
  style: {
    type: 'STRING',
    default: 'default',
    importance: 'LOW',
    displayName: `${what} Naming Style`,
    documentation: `The style of ${names}: default leaves them as they are.`,
    validator: oneOfIgnoringCase('snake_case', 'camel_case', 'UPPER_CASE', 'lower_case', 'default'),
  } as const,
});
