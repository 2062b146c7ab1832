import { DataError } from '../../connect/errors.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { Includes, Post, XMedia, XPlace, XUser } from './posts.ts';
import {
  GEO_LOCATION_SCHEMA,
  HASHTAG_SCHEMA,
  MEDIA_SCHEMA,
  MENTION_SCHEMA,
  PLACE_SCHEMA,
  STATUS_SCHEMA,
  SYMBOL_SCHEMA,
  URL_SCHEMA,
  USER_SCHEMA,
  VARIANT_SCHEMA,
} from './schemas.ts';

/** An id of X as INT64: a number where it is exact. @throws DataError when it is none. */
export const idOf = (id: string): number | bigint => {
  if (!/^\d{1,19}$/.test(id)) throw new DataError(`X sent the id ${id}, which is not a number of 64 bits`);
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : BigInt(id);
};

const optionalId = (id: string | undefined): ConnectValue => (id === undefined ? null : idOf(id));

const dateOf = (text: string | undefined): ConnectValue => (text === undefined ? null : new Date(text));

/** The image's name says its size: `…_normal.jpg`, `…_bigger.jpg`, `…_mini.jpg`, and none for the original. */
const imagesOf = (url: string | undefined): Readonly<Record<string, ConnectValue>> => {
  if (url === undefined) return {};
  const sizes = { Bigger: '_bigger', Mini: '_mini', Original: '' };
  const others = Object.entries(sizes).map(([size, end]) => [
    `${size}ProfileImageURLHttps`,
    url.replace(/_normal(?=\.\w+$)/, end),
  ]);
  return { ProfileImageURLHttps: url, ...Object.fromEntries(others) };
};

const userStruct = (user: XUser): Struct => {
  const { public_metrics: counts } = user;
  return Struct.of(USER_SCHEMA, {
    Id: idOf(user.id),
    Name: user.name ?? null,
    ScreenName: user.username ?? null,
    Location: user.location ?? null,
    Description: user.description ?? null,
    ...imagesOf(user.profile_image_url),
    URL: user.url ?? null,
    Protected: user.protected ?? null,
    FollowersCount: counts?.followers_count ?? null,
    FriendsCount: counts?.following_count ?? null,
    CreatedAt: dateOf(user.created_at),
    FavouritesCount: counts?.like_count ?? null,
    ProfileBannerURL: user.profile_banner_url ?? null,
    StatusesCount: counts?.tweet_count ?? null,
    Verified: user.verified ?? null,
    ListedCount: counts?.listed_count ?? null,
    WithheldInCountries: user.withheld?.country_codes ?? [],
  });
};

const placeStruct = (place: XPlace | undefined): Struct | null =>
  place === undefined
    ? null
    : Struct.of(PLACE_SCHEMA, {
        Id: place.id,
        Name: place.name ?? null,
        FullName: place.full_name ?? null,
        Country: place.country ?? null,
        CountryCode: place.country_code ?? null,
        PlaceType: place.place_type ?? null,
      });

/** GeoJSON puts the longitude first. */
const geoStruct = ({ geo }: Post): Struct | null => {
  const [longitude, latitude] = geo?.coordinates?.coordinates ?? [];
  if (latitude === undefined || longitude === undefined) return null;
  return Struct.of(GEO_LOCATION_SCHEMA, { Latitude: latitude, Longitude: longitude });
};

interface Spot {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

const spot = ({ start, end }: Spot) => ({ Start: start ?? null, End: end ?? null });

const mediaStruct = (media: XMedia, { entities }: Post): Struct => {
  const link = entities?.urls?.find(({ media_key: key }) => key === media.media_key);
  const address = media.url ?? media.preview_image_url ?? null;
  return Struct.of(MEDIA_SCHEMA, {
    // A media key is a kind and the id: `3_1234`.
    Id: optionalId(media.media_key.split('_')[1]),
    Type: media.type ?? null,
    MediaURL: address,
    Sizes: new Map(),
    MediaURLHttps: address,
    VideoDurationMillis: media.duration_ms ?? null,
    VideoVariants:
      media.variants?.map(({ url, bit_rate: rate, content_type: type }) =>
        Struct.of(VARIANT_SCHEMA, { Url: url ?? null, Bitrate: rate ?? null, ContentType: type ?? null }),
      ) ?? null,
    ExtAltText: media.alt_text ?? null,
    URL: link?.url ?? null,
    Text: link?.url ?? null,
    ExpandedURL: link?.expanded_url ?? null,
    ...spot(link ?? {}),
    DisplayURL: link?.display_url ?? null,
  });
};

const entityStructs = (post: Post, { users, media }: Includes): Readonly<Record<string, ConnectValue>> => {
  const { hashtags = [], cashtags = [], mentions = [], urls = [] } = post.entities ?? {};
  const keys = post.attachments?.media_keys ?? [];
  const nameOf = (id: string | undefined): string | null => users.find((user) => user.id === id)?.name ?? null;
  return {
    HashtagEntities: hashtags.map((one) => Struct.of(HASHTAG_SCHEMA, { Text: one.tag ?? null, ...spot(one) })),
    UserMentionEntities: mentions.map((one) =>
      Struct.of(MENTION_SCHEMA, {
        Name: nameOf(one.id),
        Id: optionalId(one.id),
        Text: one.username ?? null,
        ScreenName: one.username ?? null,
        ...spot(one),
      }),
    ),
    MediaEntities: media.filter((one) => keys.includes(one.media_key)).map((one) => mediaStruct(one, post)),
    SymbolEntities: cashtags.map((one) => Struct.of(SYMBOL_SCHEMA, { Text: one.tag ?? null, ...spot(one) })),
    URLEntities: urls
      .filter(({ media_key: key }) => key === undefined)
      .map((one) =>
        Struct.of(URL_SCHEMA, {
          URL: one.url ?? null,
          Text: one.url ?? null,
          ExpandedURL: one.expanded_url ?? null,
          ...spot(one),
          DisplayURL: one.display_url ?? null,
        }),
      ),
  };
};

/** A post as the original's Status. What API v2 does not tell is null. @throws DataError when an id is none. */
export const statusStruct = (post: Post, includes: Includes): Struct => {
  const userById = (id: string | undefined): XUser | undefined => includes.users.find((user) => user.id === id);
  const referenced = (type: string) => post.referenced_tweets?.find((one) => one.type === type);
  const author = userById(post.author_id) ?? (post.author_id === undefined ? undefined : { id: post.author_id });
  if (author === undefined) throw new DataError(`X sent the post ${post.id} without its author_id`);
  return Struct.of(STATUS_SCHEMA, {
    CreatedAt: dateOf(post.created_at),
    Id: idOf(post.id),
    Text: post.note_tweet?.text ?? post.text,
    Source: post.source ?? null,
    Truncated: false,
    InReplyToStatusId: optionalId(referenced('replied_to')?.id),
    InReplyToUserId: optionalId(post.in_reply_to_user_id),
    InReplyToScreenName: userById(post.in_reply_to_user_id)?.username ?? null,
    GeoLocation: geoStruct(post),
    Place: placeStruct(includes.places.find(({ id }) => id === post.geo?.place_id)),
    FavoriteCount: post.public_metrics?.like_count ?? null,
    User: userStruct(author),
    Retweet: referenced('retweeted') !== undefined,
    Contributors: [],
    RetweetCount: post.public_metrics?.retweet_count ?? null,
    PossiblySensitive: post.possibly_sensitive ?? null,
    Lang: post.lang ?? null,
    WithheldInCountries: post.withheld?.country_codes ?? [],
    ...entityStructs(post, includes),
  });
};
