import { author, idTime, type SimulatedPost } from './posts.ts';
import { type Answer, invalidRequest } from './problems.ts';

const SEVEN_DAYS_MS = 7 * 24 * 3600_000;

const above = (id: string, other: string | null): boolean => other === null || BigInt(id) > BigInt(other);
const below = (id: string, other: string | null): boolean => other === null || BigInt(id) < BigInt(other);

/** `GET /2/tweets/search/recent`: newest first, page by page, the last seven days. */
export const searchRecent = (posts: readonly SimulatedPost[], parameters: URLSearchParams): Answer => {
  const sinceId = parameters.get('since_id');
  const untilId = parameters.get('until_id');
  const startTime = parameters.get('start_time');
  const token = parameters.get('next_token');
  const size = Number(parameters.get('max_results') ?? 10);
  const query = parameters.get('query') ?? '';
  if (query === '') return invalidRequest('query', '', 'The `query` query parameter can not be empty');
  if (!(size >= 10 && size <= 100))
    return invalidRequest(
      'max_results',
      String(size),
      `The \`max_results\` query parameter value [${size}] is not between 10 and 100`,
    );
  const oldest = Date.now() - SEVEN_DAYS_MS;
  if (sinceId !== null && idTime(sinceId) < oldest)
    return invalidRequest('since_id', sinceId, "'since_id' must be a tweet id created after the last seven days");
  const terms = query.split(' OR ').map((term) => term.replaceAll('"', '').toLowerCase());
  const from = startTime === null ? oldest : Math.max(oldest, Date.parse(startTime));
  const found = posts
    .filter(({ id, text }) => terms.some((term) => text.toLowerCase().includes(term)) && idTime(id) >= from)
    .filter(({ id }) => above(id, sinceId) && below(id, untilId) && below(id, token))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    status: 200,
    body: {
      ...(page.length > 0 && { data: page, includes: { users: [author] } }),
      meta: {
        result_count: page.length,
        ...(page[0] !== undefined && last !== undefined && { newest_id: page[0].id, oldest_id: last.id }),
        ...(last !== undefined && found.length > page.length && { next_token: last.id }),
      },
    },
  };
};
