import type { Context } from 'hono';
import { parse } from 'lossless-json';
import * as v from 'valibot';
import { asError } from '../../connect/errors.ts';
import { BadRequestError } from '../../herder/errors.ts';

const describe = (issue: v.BaseIssue<unknown>): string => {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
};

const parseJson = (text: string): unknown => {
  try {
    // Of a key that comes twice the last one counts, as for Jackson.
    return parse(text, null, { onDuplicateKey: ({ newValue }) => newValue });
  } catch (error) {
    throw new BadRequestError(`The request body is not valid JSON: ${asError(error).message}`);
  }
};

/**
 * Reads the body of a request. Numbers arrive as `LosslessNumber`, with the digits that were sent.
 *
 * @throws BadRequestError saying where the body is not what it should be.
 */
export const jsonBody = async <S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> => {
  const text = await c.req.text();
  if (text.trim() === '') throw new BadRequestError('The request body is empty, but JSON is needed');
  const result = v.safeParse(schema, parseJson(text));
  if (result.success) return result.output;
  throw new BadRequestError(`The request body is not as needed: ${result.issues.map(describe).join('; ')}`);
};
