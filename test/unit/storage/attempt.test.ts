import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { ConfigError, RetriableError } from '../../../lib/connect/errors.ts';
import { attempt } from '../../../lib/storage/dynamodb/attempt.ts';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

/** Fails with each error in turn, then answers how often it was asked. */
const failing = (...errors: Error[]) => {
  let calls = 0;
  return async () => {
    const error = errors[calls++];
    if (error !== undefined) throw error;
    return calls;
  };
};

const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name, ...more });

it('repeats a request that collided with another', async () => {
  const conflicts = [named('TransactionConflictException'), cancelled('None', 'TransactionConflict')];
  expect(await attempt('t', failing(...conflicts))).toBe(3);
});

it('gives up in the end', async () => {
  const conflict = cancelled('TransactionConflict');
  const call = attempt('t', failing(...Array.from({ length: 50 }, () => conflict)));
  await expect(call).rejects.toBeInstanceOf(RetriableError);
  await expect(call).rejects.toMatchObject({ cause: conflict });
}, 15_000);

it('does not repeat what a condition has refused', async () => {
  const refused = cancelled('ConditionalCheckFailed', 'TransactionConflict');
  await expect(attempt('t', failing(refused))).rejects.toBe(refused);
});

it.each([
  named('ProvisionedThroughputExceededException'),
  named('ThrottlingException'),
  named('InternalServerError', { $fault: 'server' }),
  named('TimeoutError'),
  named('Error', { code: 'ECONNRESET' }),
  cancelled('None', 'ThrottlingError'),
])('calls %s retriable', async (error) => {
  await expect(attempt('t', failing(error))).rejects.toBeInstanceOf(RetriableError);
});

it('names the table that is missing', async () => {
  const call = attempt('t', failing(named('ResourceNotFoundException')));
  await expect(call).rejects.toBeInstanceOf(ConfigError);
  await expect(call).rejects.toThrow(/: t$/);
});

it.each([named('ValidationException'), named('AccessDeniedException'), new TypeError('x')])(
  'leaves %s as it is',
  async (error) => {
    await expect(attempt('t', failing(error))).rejects.toBe(error);
  },
);
