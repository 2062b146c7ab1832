import { asError, DataError } from '../../../../connect/errors.ts';
import { isArray, isObject, type Json } from '../../../../formats/json/json.ts';
import { parseJson } from '../../../../formats/json/parse-json.ts';

/** An object that a notification says was created. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
}

const member = (json: Json | undefined, name: string): Json | undefined => (isObject(json) ? json[name] : undefined);

const text = (json: Json | undefined, what: string): string => {
  if (typeof json !== 'string') throw new DataError(`it has no ${what}`);
  return json;
};

/** Keys are encoded as in forms: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

const ofS3 = (record: Json): readonly CreatedObject[] => {
  const name = text(member(record, 'eventName'), 'eventName');
  if (!name.replace(/^s3:/, '').startsWith('ObjectCreated:')) return [];
  const s3 = member(record, 's3');
  return [
    {
      bucket: text(member(member(s3, 'bucket'), 'name'), 'name of a bucket'),
      key: decodeKey(text(member(member(s3, 'object'), 'key'), 'key of an object')),
      at: Date.parse(text(member(record, 'eventTime'), 'eventTime')),
    },
  ];
};

/** Keys are as they are: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const ofEventBridge = (event: Json): readonly CreatedObject[] => {
  if (member(event, 'detail-type') !== 'Object Created') return [];
  const detail = member(event, 'detail');
  return [
    {
      bucket: text(member(member(detail, 'bucket'), 'name'), 'name of a bucket'),
      key: text(member(member(detail, 'object'), 'key'), 'key of an object'),
      at: Date.parse(text(member(event, 'time'), 'time')),
    },
  ];
};

const parse = (body: string): Json => {
  try {
    return parseJson(Buffer.from(body));
  } catch (error) {
    throw new DataError(`it is no JSON: ${asError(error).message}`, { cause: error });
  }
};

const created = (json: Json, depth: number): readonly CreatedObject[] => {
  const records = member(json, 'Records');
  if (isArray(records)) return records.flatMap(ofS3);
  if (member(json, 'source') === 'aws.s3') return ofEventBridge(json);
  // Sent once, when notifications are set up.
  if (member(json, 'Event') === 's3:TestEvent') return [];
  const inner = member(json, 'Message');
  if (depth > 0 && member(json, 'Type') === 'Notification' && typeof inner === 'string')
    return created(parse(inner), depth - 1);
  throw new DataError('it is no notification of S3, and none that SNS or EventBridge passes on');
};

/**
 * The objects that a message is about: S3's own notification, or the same through SNS or EventBridge. None for test events,
 * and for other things that happen to objects.
 *
 * @throws DataError for what is none of these.
 */
export const parseNotification = (body: string): readonly CreatedObject[] => created(parse(body), 1);
