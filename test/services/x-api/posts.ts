const EPOCH_MS = 1_288_834_974_657n;

export interface SimulatedPost {
  readonly id: string;
  readonly text: string;
  readonly [field: string]: unknown;
}

/** An id as X makes them: the milliseconds, then a number among those of that moment. */
export const postId = (madeAtMs: number, sequence = 0): string =>
  String(((BigInt(madeAtMs) - EPOCH_MS) << 22n) + BigInt(sequence));

export const idTime = (id: string): number => Number((BigInt(id) >> 22n) + EPOCH_MS);

export const simulatedPost = (id: string, text: string, fields: object = {}): SimulatedPost => ({
  id,
  text,
  author_id: '2244994945',
  created_at: new Date(idTime(id)).toISOString(),
  lang: 'en',
  edit_history_tweet_ids: [id],
  public_metrics: { retweet_count: 1, reply_count: 0, like_count: 2, quote_count: 0 },
  ...fields,
});

/** That many posts, one a second, the last one made then. */
export const simulatedPosts = (count: number, lastAtMs: number, text = 'about kafka'): readonly SimulatedPost[] =>
  Array.from({ length: count }, (_, n) => simulatedPost(postId(lastAtMs - (count - 1 - n) * 1000, n), `${text} ${n}`));

export const author = {
  id: '2244994945',
  name: 'X Dev',
  username: 'XDevelopers',
  verified: true,
  profile_image_url: 'https://pbs.twimg.com/profile_images/1/a_normal.jpg',
  created_at: '2013-12-14T04:35:55.000Z',
  public_metrics: { followers_count: 5, following_count: 4, tweet_count: 3, listed_count: 2, like_count: 1 },
};
