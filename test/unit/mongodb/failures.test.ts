import { expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { failureOf } from '../../../lib/connectors/mongodb/failures.ts';

test('a connection that breaks while it is written to is tried again', () => {
  const ended = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
  expect(failureOf(ended)).toBeInstanceOf(RetriableError);
  expect(failureOf(new Error('something else'))).not.toBeInstanceOf(RetriableError);
});
