import { LosslessNumber } from 'lossless-json';
import * as v from 'valibot';
import { jsonMap } from './json-object.ts';

/** Text, or a number or boolean, which Kafka Connect takes as text. */
export const scalar = v.pipe(
  v.union(
    [v.string(), v.boolean(), v.instance(LosslessNumber)],
    ({ received }) => `a string, number or boolean is needed, but it is ${received}`,
  ),
  v.transform(String),
);

/** A connector's configuration. */
export const configBody = jsonMap(v.nullable(scalar), 'an object of configuration keys and values is needed');
