import * as v from 'valibot';

// What API v2 says of posts: https://docs.x.com/x-api/fundamentals/data-dictionary

const text = v.optional(v.string());
const number = v.optional(v.number());

const spot = { start: number, end: number };

const userSchema = v.object({
  id: v.string(),
  name: text,
  username: text,
  location: text,
  description: text,
  profile_image_url: text,
  profile_banner_url: text,
  url: text,
  protected: v.optional(v.boolean()),
  verified: v.optional(v.boolean()),
  created_at: text,
  public_metrics: v.optional(
    v.object({
      followers_count: number,
      following_count: number,
      tweet_count: number,
      listed_count: number,
      like_count: number,
    }),
  ),
  withheld: v.optional(v.object({ country_codes: v.optional(v.array(v.string())) })),
});

const placeSchema = v.object({
  id: v.string(),
  name: text,
  full_name: text,
  country: text,
  country_code: text,
  place_type: text,
});

const mediaSchema = v.object({
  media_key: v.string(),
  type: text,
  url: text,
  preview_image_url: text,
  alt_text: text,
  duration_ms: number,
  width: number,
  height: number,
  variants: v.optional(v.array(v.object({ url: text, bit_rate: number, content_type: text }))),
});

export const postSchema = v.object({
  id: v.string(),
  text: v.string(),
  note_tweet: v.optional(v.object({ text })),
  created_at: text,
  author_id: text,
  source: text,
  in_reply_to_user_id: text,
  lang: text,
  possibly_sensitive: v.optional(v.boolean()),
  public_metrics: v.optional(v.object({ like_count: number, retweet_count: number })),
  referenced_tweets: v.optional(v.array(v.object({ type: v.string(), id: v.string() }))),
  geo: v.optional(
    v.object({
      place_id: text,
      coordinates: v.optional(v.object({ coordinates: v.tuple([v.number(), v.number()]) })),
    }),
  ),
  withheld: v.optional(v.object({ country_codes: v.optional(v.array(v.string())) })),
  attachments: v.optional(v.object({ media_keys: v.optional(v.array(v.string())) })),
  entities: v.optional(
    v.object({
      hashtags: v.optional(v.array(v.object({ ...spot, tag: text }))),
      cashtags: v.optional(v.array(v.object({ ...spot, tag: text }))),
      mentions: v.optional(v.array(v.object({ ...spot, username: text, id: text }))),
      urls: v.optional(
        v.array(v.object({ ...spot, url: text, expanded_url: text, display_url: text, media_key: text })),
      ),
    }),
  ),
});

export const includesSchema = v.object({
  users: v.optional(v.array(userSchema), []),
  places: v.optional(v.array(placeSchema), []),
  media: v.optional(v.array(mediaSchema), []),
});

/** A page of a search. A post that cannot be shown is among `errors` and not among the posts. */
export const pageSchema = v.object({
  data: v.optional(v.array(postSchema), []),
  includes: v.optional(includesSchema, {}),
  meta: v.object({ next_token: text }),
});

export type Post = v.InferOutput<typeof postSchema>;
export type XUser = v.InferOutput<typeof userSchema>;
export type XPlace = v.InferOutput<typeof placeSchema>;
export type XMedia = v.InferOutput<typeof mediaSchema>;
export type Includes = v.InferOutput<typeof includesSchema>;

/** All that a Status tells. */
export const POST_FIELDS = {
  'tweet.fields':
    'attachments,author_id,created_at,entities,geo,in_reply_to_user_id,lang,note_tweet,possibly_sensitive,public_metrics,referenced_tweets,source,withheld',
  expansions: 'attachments.media_keys,author_id,geo.place_id,in_reply_to_user_id',
  'user.fields':
    'created_at,description,location,profile_banner_url,profile_image_url,protected,public_metrics,url,verified,withheld',
  'place.fields': 'country,country_code,full_name,name,place_type',
  'media.fields': 'alt_text,duration_ms,height,preview_image_url,type,url,variants,width',
};
