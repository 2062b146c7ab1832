import { startApi } from './api.ts';

/** Items 1 to `count` behind `/items`, in pages: `?skip=`, `?after=` or `?cursor=`, as the three offset modes ask for them. */
export const startPages = async (count: number, pageSize: number, options: { readonly token?: string } = {}) => {
  const api = await startApi();
  let items = count;
  const numbers = (from: number): readonly number[] =>
    Array.from({ length: Math.max(0, Math.min(pageSize, items - from)) }, (_, index) => from + index + 1);
  const answering: Parameters<typeof api.answer>[0] = ({ path, headers }) => {
    if (options.token !== undefined && headers.authorization !== `Bearer ${options.token}`)
      return { status: 401, body: 'who are you?' };
    const query = new URL(path, 'http://api').searchParams;
    const from = Number(query.get('skip') ?? query.get('after') ?? query.get('cursor')?.slice(1) ?? 0);
    const page = numbers(from);
    const more = from + pageSize < items;
    const data = page.map((id) => `{"id":${id},"big":9007199254740993,"price":${id}.10}`);
    return { status: 200, body: `{"data":[${data}],"next":${more ? `"c${from + pageSize}"` : 'null'}}` };
  };
  api.answer(answering);
  return {
    ...api,
    /** As it answers by itself. */
    answering,
    grow: (by: number) => {
      items += by;
    },
  };
};
