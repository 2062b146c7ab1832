import { isConditionFailure } from './errors.ts';
import type { Condition } from './table.ts';

/** The condition that the attribute still has the value that was read, where 0 stands for none. */
export const unchanged = (attribute: string, expected: number): Condition => ({
  ConditionExpression: expected === 0 ? 'attribute_not_exists(#read) OR #read = :read' : '#read = :read',
  ExpressionAttributeNames: { '#read': attribute },
  ExpressionAttributeValues: { ':read': { N: String(expected) } },
});

/** The condition that the attribute still has the text that was read, or is still absent. */
export const unchangedText = (attribute: string, expected: string | undefined): Condition => ({
  ConditionExpression: expected === undefined ? 'attribute_not_exists(#read)' : '#read = :read',
  ExpressionAttributeNames: { '#read': attribute },
  ...(expected !== undefined && { ExpressionAttributeValues: { ':read': { S: expected } } }),
});

/** The write's result, or `otherwise` of what its condition's failure means. */
export const unlessRefused = async <Result>(write: Promise<Result>, otherwise: () => Result): Promise<Result> => {
  try {
    return await write;
  } catch (error) {
    if (isConditionFailure(error)) return otherwise();
    throw error;
  }
};
