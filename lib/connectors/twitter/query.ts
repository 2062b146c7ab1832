/** The longest query that every access level may ask. */
export const MAX_QUERY_LENGTH = 512;

const OPERATOR = /^([#$@]|-?[a-z_]+:)|^"|^\(/i;

/** Several words mean a phrase, as they did for the original's `track`, unless they use operators. */
const term = (keyword: string): string =>
  OPERATOR.test(keyword) || !/\s/.test(keyword) ? keyword : `"${keyword.replaceAll('"', '')}"`;

/**
 * Posts with one of the keywords or by one of the users, as a query of X's search and a rule of its stream.
 * https://docs.x.com/x-api/posts/search/integrate/build-a-query
 */
export const searchQuery = (keywords: readonly string[], userIds: readonly string[]): string =>
  [...keywords.map((keyword) => term(keyword.trim())).filter(Boolean), ...userIds.map((id) => `from:${id}`)].join(
    ' OR ',
  );
