/** An element of an array: text, null, or an array in its turn. */
export type PostgresElement = string | null | readonly PostgresElement[];

const TOKEN = /[{}]|"(?:[^"\\]|\\.)*"|[^{},"]+/gs;

const elementOf = (token: string): string | null => {
  if (token.startsWith('"')) return token.slice(1, -1).replace(/\\(.)/gs, '$1');
  return token === 'NULL' ? null : token;
};

/** Reads PostgreSQL's text form of arrays: `{1,NULL,"a,b",{…}}`; bounds such as `[0:1]=` are dropped. */
export const parsePostgresArray = (text: string): readonly PostgresElement[] => {
  const root: PostgresElement[] = [];
  const open: PostgresElement[][] = [root];
  for (const [token] of text.slice(text.indexOf('{')).matchAll(TOKEN)) {
    if (token === '}') open.pop();
    else if (token === '{') {
      const array: PostgresElement[] = [];
      open.at(-1)?.push(array);
      open.push(array);
    } else open.at(-1)?.push(elementOf(token));
  }
  const [array] = root;
  return Array.isArray(array) ? array : [];
};
