import type { Absent } from './fields.ts';

/** A language that expressions may be written in, as far as CEL means the same by them. */
interface Language {
  /** What is not the same in CEL, by token, and what to write instead. */
  readonly refused: Readonly<Record<string, string>>;
  /** Tokens that CEL spells otherwise. */
  readonly respelled: Readonly<Record<string, string>>;
  /** Whether text in double quotes is a template. */
  readonly templates: boolean;
  readonly absent: Absent;
}

const DIVISION = 'which gives a fraction here and cuts it off in CEL';

const CEL: Language = { refused: {}, respelled: {}, templates: false, absent: undefined };

const GROOVY: Language = {
  refused: { '/': DIVISION, '===': 'which compares identities: use ==', '!==': 'which compares identities: use !=' },
  respelled: { '.matches(': '.matchesWhole(' },
  templates: true,
  absent: null,
};

const JAVASCRIPT: Language = {
  refused: {
    '/': DIVISION,
    in: 'which looks for keys here and for elements in CEL',
    '.matches(': 'a method it has not',
  },
  respelled: { '===': '==', '!==': '!=' },
  templates: false,
  absent: null,
};

/** The values of `language`. */
export const LANGUAGES: Readonly<Record<string, Language>> = {
  cel: CEL,
  'jsr223.groovy': GROOVY,
  'jsr223.graal.js': JAVASCRIPT,
  'jsr223.js': JAVASCRIPT,
  'jsr223.javascript': JAVASCRIPT,
  'jsr223.nashorn': JAVASCRIPT,
};

/** Texts; a field after `?.`; `.matches(`; names, with what makes them fields; and the operators that need a look. */
const TOKEN =
  /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\?\.\s*[A-Za-z_]\w*(?!\w|\s*\()|\.matches\(|\.?[A-Za-z_]\w*|[=!]==|\//g;

/**
 * The expression in CEL, token by token.
 *
 * @throws SyntaxError for what CEL would read as something else.
 */
export const toCel = (expression: string, { refused, respelled, templates }: Language): string =>
  expression.replace(TOKEN, (token) => {
    if (templates && token.startsWith('"') && /(?<!\\)\$/.test(token))
      throw new SyntaxError(`${token} is a template: put the text together with + from texts in single quotes`);
    const reason = Object.hasOwn(refused, token) ? refused[token] : undefined;
    if (reason !== undefined) throw new SyntaxError(`it has ${token.trim()}, ${reason}`);
    if (Object.hasOwn(respelled, token)) return respelled[token] ?? token;
    if (token.startsWith('?.')) return `.orNull('${token.slice(2).trim()}')`;
    // In CEL the two outcomes of ?: are of one type, unless one says that it may be any.
    return token === 'null' ? 'dyn(null)' : token;
  });
