const ENTRY = /"((?:[^"\\]|\\.)*)"=>(?:(NULL)|"((?:[^"\\]|\\.)*)")/gs;

const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1');

/** Reads hstore's text form, `"a"=>"1", "b"=>NULL`. */
export const parseHstore = (text: string): ReadonlyMap<string, string | null> =>
  new Map(
    [...text.matchAll(ENTRY)].map(([, key = '', isNull, value = '']) => [
      unescaped(key),
      isNull === undefined ? unescaped(value) : null,
    ]),
  );
