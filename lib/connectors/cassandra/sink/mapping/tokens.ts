/** Something is wrong with the text of a mapping; the position counts from 0. */
export class SyntaxProblem extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

export interface Token {
  readonly kind: 'word' | 'quoted' | 'sign' | 'end';
  /** Without quotes. */
  readonly text: string;
  readonly position: number;
}

const PATTERN = /\s+|([A-Za-z0-9_]+)|"((?:[^"]|"")+)"|([=,.()*])/y;

const tokenOf = (match: RegExpExecArray): Token | null => {
  const [, word, quoted, sign] = match;
  const position = match.index;
  if (word !== undefined) return { kind: 'word', text: word, position };
  if (quoted !== undefined) return { kind: 'quoted', text: quoted.replaceAll('""', '"'), position };
  return sign === undefined ? null : { kind: 'sign', text: sign, position };
};

/** The words, quoted names and signs of a mapping, and behind them an end. @throws SyntaxProblem */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    PATTERN.lastIndex = position;
    const match = PATTERN.exec(text);
    if (match === null) throw new SyntaxProblem(`unexpected character ${text[position]}`, position);
    const token = tokenOf(match);
    if (token !== null) tokens.push(token);
    position = PATTERN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: 'the end', position }];
};
