/** An element of an array in PostgreSQL's text form: text, null, or an array in its turn. */
export type ArrayElement = string | null | readonly ArrayElement[];

const TOKEN = /[{}]|"(?:[^"\\]|\\.)*"|[^{},"]+/gs;

const elementOf = (token: string): string | null => {
  if (token.startsWith('"')) return token.slice(1, -1).replace(/\\(.)/gs, '$1');
  return token === 'NULL' ? null : token;
};

/** Reads `{1,NULL,"a,b",{…}}`; bounds such as `[0:1]=` are dropped. */
export const parseArray = (text: string): readonly ArrayElement[] => {
  const open: ArrayElement[][] = [[]];
  for (const [token] of text.slice(text.indexOf('{')).matchAll(TOKEN)) {
    if (token === '}') open.pop();
    else if (token === '{') {
      const array: ArrayElement[] = [];
      open.at(-1)?.push(array);
      open.push(array);
    } else open.at(-1)?.push(elementOf(token));
  }
  const array = open[0]?.[0];
  return Array.isArray(array) ? array : [];
};
