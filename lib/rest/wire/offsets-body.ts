import { LosslessNumber } from 'lossless-json';
import * as v from 'valibot';
import { jsonFields, jsonMap } from './json-object.ts';

/** An integer that a double can't hold stays exact. */
const number = (value: LosslessNumber): number | bigint => {
  const text = value.toString();
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text)) ? BigInt(text) : Number(text);
};

const offsetValue = v.union(
  [v.string(), v.boolean(), v.null(), v.pipe(v.instance(LosslessNumber), v.transform(number))],
  'a string, number, boolean or null is needed',
);

const change = jsonFields({
  partition: jsonMap(offsetValue, 'Partition objects cannot be null'),
  offset: v.nullish(jsonMap(offsetValue, 'Offset objects must be JSON objects or null'), null),
});

/** Body of `PATCH /connectors/{connector}/offsets`; follows `ConnectorOffsets`. */
export const offsetsBody = jsonFields({ offsets: v.nullish(v.array(change, 'an array is needed'), []) });
