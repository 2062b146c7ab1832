import { BSON } from 'mongodb';
import type { BsonDocument } from '../../bson-value.ts';

/** A document in messages. */
export const jsonText = (document: BsonDocument): string => BSON.EJSON.stringify(document, { relaxed: true });
