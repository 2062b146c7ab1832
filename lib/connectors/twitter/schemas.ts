import { timestampSchema } from '../../connect/logical-types.ts';
import {
  arraySchema,
  OPTIONAL_BOOLEAN_SCHEMA as BOOLEAN,
  FLOAT64_SCHEMA,
  OPTIONAL_INT32_SCHEMA as INT32,
  INT32_SCHEMA,
  OPTIONAL_INT64_SCHEMA as INT64,
  INT64_SCHEMA,
  mapSchema,
  type Schema,
  OPTIONAL_STRING_SCHEMA as STRING,
  STRING_SCHEMA,
  structSchema,
} from '../../connect/schema.ts';

// The schemas of `com.github.jcustenborder.kafka.connect.twitter.StatusConverter`, field by field.

const named = (name: string): string => `com.github.jcustenborder.kafka.connect.twitter.${name}`;

const all = (schema: Schema, names: readonly string[]): ReadonlyArray<readonly [string, Schema]> =>
  names.map((name) => [name, schema]);

const timestamp = timestampSchema({ optional: true });

const profileImages = ['', 'Https'].flatMap((end) =>
  ['', 'Bigger', 'Mini', 'Original'].map((size) => `${size}ProfileImageURL${end}`),
);

export const USER_SCHEMA = structSchema(
  [
    ['Id', INT64],
    ...all(STRING, ['Name', 'ScreenName', 'Location', 'Description']),
    ['ContributorsEnabled', BOOLEAN],
    ...all(STRING, profileImages),
    ['DefaultProfileImage', BOOLEAN],
    ['URL', STRING],
    ['Protected', BOOLEAN],
    ['FollowersCount', INT32],
    ...all(
      STRING,
      ['Background', 'Text', 'Link', 'SidebarFill', 'SidebarBorder'].map((part) => `Profile${part}Color`),
    ),
    ...all(BOOLEAN, ['ProfileUseBackgroundImage', 'DefaultProfile', 'ShowAllInlineMedia']),
    ['FriendsCount', INT32],
    ['CreatedAt', timestamp],
    ...all(INT32, ['FavouritesCount', 'UtcOffset']),
    ...all(STRING, ['TimeZone', 'ProfileBackgroundImageURL', 'ProfileBackgroundImageUrlHttps']),
    ...all(
      STRING,
      ['', 'Retina', 'IPad', 'IPadRetina', 'Mobile', 'MobileRetina'].map((kind) => `ProfileBanner${kind}URL`),
    ),
    ['ProfileBackgroundTiled', BOOLEAN],
    ['Lang', STRING],
    ['StatusesCount', INT32],
    ...all(BOOLEAN, ['GeoEnabled', 'Verified', 'Translator']),
    ['ListedCount', INT32],
    ['FollowRequestSent', BOOLEAN],
    ['WithheldInCountries', arraySchema(STRING_SCHEMA)],
  ],
  { name: named('User') },
);

export const PLACE_SCHEMA = structSchema(
  all(STRING, ['Name', 'StreetAddress', 'CountryCode', 'Id', 'Country', 'PlaceType', 'URL', 'FullName']),
  { name: named('Place'), optional: true },
);

export const GEO_LOCATION_SCHEMA = structSchema(all(FLOAT64_SCHEMA, ['Latitude', 'Longitude']), {
  name: named('GeoLocation'),
  optional: true,
});

export const VARIANT_SCHEMA = structSchema(
  [
    ['Url', STRING],
    ['Bitrate', INT32],
    ['ContentType', STRING],
  ],
  { name: named('ExtendedMediaEntity.Variant') },
);

const SIZE_SCHEMA = structSchema([['Resize', INT32], ...all(INT32, ['Width', 'Height'])], {
  name: named('MediaEntity.Size'),
});

const place = all(INT32, ['Start', 'End']);

export const HASHTAG_SCHEMA = structSchema([['Text', STRING], ...place], { name: named('HashtagEntity') });

export const MEDIA_SCHEMA = structSchema(
  [
    ['Id', INT64],
    ...all(STRING, ['Type', 'MediaURL']),
    ['Sizes', mapSchema(INT32_SCHEMA, SIZE_SCHEMA)],
    ['MediaURLHttps', STRING],
    ...all(INT32, ['VideoAspectRatioWidth', 'VideoAspectRatioHeight']),
    ['VideoDurationMillis', INT64],
    ['VideoVariants', arraySchema(VARIANT_SCHEMA, { optional: true })],
    ...all(STRING, ['ExtAltText', 'URL', 'Text', 'ExpandedURL']),
    ...place,
    ['DisplayURL', STRING],
  ],
  { name: named('MediaEntity') },
);

export const SYMBOL_SCHEMA = structSchema([...place, ['Text', STRING]], { name: named('SymbolEntity') });

export const URL_SCHEMA = structSchema(
  [...all(STRING, ['URL', 'Text', 'ExpandedURL']), ...place, ['DisplayURL', STRING]],
  { name: named('URLEntity') },
);

export const MENTION_SCHEMA = structSchema(
  [['Name', STRING], ['Id', INT64], ...all(STRING, ['Text', 'ScreenName']), ...place],
  { name: named('UserMentionEntity') },
);

const entities = (schema: Schema): Schema => arraySchema(schema, { optional: true });

export const STATUS_SCHEMA = structSchema(
  [
    ['CreatedAt', timestamp],
    ['Id', INT64],
    ...all(STRING, ['Text', 'Source']),
    ['Truncated', BOOLEAN],
    ...all(INT64, ['InReplyToStatusId', 'InReplyToUserId']),
    ['InReplyToScreenName', STRING],
    ['GeoLocation', GEO_LOCATION_SCHEMA],
    ['Place', PLACE_SCHEMA],
    ...all(BOOLEAN, ['Favorited', 'Retweeted']),
    ['FavoriteCount', INT32],
    ['User', USER_SCHEMA],
    ['Retweet', BOOLEAN],
    ['Contributors', arraySchema(INT64_SCHEMA)],
    ['RetweetCount', INT32],
    ['RetweetedByMe', BOOLEAN],
    ['CurrentUserRetweetId', INT64],
    ['PossiblySensitive', BOOLEAN],
    ['Lang', STRING],
    ['WithheldInCountries', arraySchema(STRING_SCHEMA)],
    ['HashtagEntities', entities(HASHTAG_SCHEMA)],
    ['UserMentionEntities', entities(MENTION_SCHEMA)],
    ['MediaEntities', entities(MEDIA_SCHEMA)],
    ['SymbolEntities', entities(SYMBOL_SCHEMA)],
    ['URLEntities', entities(URL_SCHEMA)],
  ],
  { name: named('Status'), doc: 'Twitter status message.' },
);

export const STATUS_KEY_SCHEMA = structSchema([['Id', INT64]], {
  name: named('StatusKey'),
  doc: 'Key for a twitter status.',
});

export const DELETION_KEY_SCHEMA = structSchema([['StatusId', INT64_SCHEMA]], {
  name: named('StatusDeletionNoticeKey'),
  doc: 'Key for a message that is received when a status is deleted from Twitter.',
});
