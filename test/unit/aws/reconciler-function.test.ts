import { describe, expect, it } from 'vitest';
import { createReconcilerFunction } from '../../../lib/aws/reconciler-function.ts';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';

const context = (remainingMs = 300_000) => ({
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:1:function:shop_reconciler',
  awsRequestId: 'r',
  getRemainingTimeInMillis: () => remainingMs,
});

/** A reconciler that fails so often for each connector; time passes only by sleeping. */
const createWorld = (failures: Readonly<Record<string, number>> = {}, error: Error = new RetriableError('not yet')) => {
  const reconciled: string[] = [];
  const left = new Map(Object.entries(failures));
  let now = 0;
  let passes = 0;
  const reconcile = async (connector: string): Promise<void> => {
    reconciled.push(connector);
    const count = left.get(connector) ?? 0;
    left.set(connector, count - 1);
    if (count > 0) throw error;
  };
  const handler = createReconcilerFunction({
    reconciler: {
      reconcile,
      reconfigure: (connector, generation) => reconcile(`${connector} instead of ${generation}`),
    },
    forPass: () => ({
      reconcileAll: async () => {
        passes += 1;
      },
    }),
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
    log: silentLogger,
  });
  return { handler, reconciled, now: () => now, passes: () => passes };
};

const record = (connector: string, item: string, SequenceNumber: string) => ({
  eventID: 'e',
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber, Keys: { connector: { S: connector }, item: { S: item } }, StreamViewType: 'KEYS_ONLY' },
});

describe('the function of the reconciler', () => {
  it('has new task configurations made where a task asks for them', async () => {
    const { handler, reconciled } = createWorld();
    await handler({ connector: 'c', outdatedGeneration: 7 }, context());
    expect(reconciled).toEqual(['c instead of 7']);
  });

  it('reconciles each connector of a batch once, and passes over leases and topics', async () => {
    const { handler, reconciled } = createWorld();
    const Records = [
      record('a', 'config', '1'),
      record('a', 'target-state', '2'),
      record('b', 'task#0', '3'),
      record('c', 'lease#0', '4'),
      record('c', 'topic#t', '5'),
    ];
    expect(await handler({ Records }, context())).toEqual({ batchItemFailures: [] });
    expect(reconciled).toEqual(['a', 'b']);
  });

  it('waits for what takes a moment, while others are done', async () => {
    const { handler, reconciled } = createWorld({ a: 3 });
    await handler({ Records: [record('a', 'config', '1'), record('b', 'config', '2')] }, context());
    expect(reconciled).toEqual(['a', 'b', 'a', 'a', 'a']);
  });

  it('answers the first record of each connector that could not be reconciled', async () => {
    const { handler, now } = createWorld({ a: 1000, b: 1000 });
    const Records = [
      record('c', 'config', '1'),
      record('a', 'config', '2'),
      record('a', 'tasks', '3'),
      record('b', 'config', '4'),
    ];
    const { batchItemFailures } = await handler({ Records }, context());
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual(['2', '4']);
    expect(now()).toBeLessThan(100_000);
  });

  it('does not wait for what no waiting mends, nor beyond its own end', async () => {
    const broken = createWorld({ a: 5 }, new Error('no'));
    await broken.handler({ Records: [record('a', 'config', '1')] }, context());
    expect(broken.reconciled).toEqual(['a']);
    const late = createWorld({ a: 5 });
    await late.handler({ Records: [record('a', 'config', '1')] }, context(5500));
    expect(late.reconciled).toEqual(['a']);
  });

  it('reconciles the connector it is asked for, and fails when it cannot', async () => {
    const { handler, reconciled } = createWorld({ b: 1000 });
    await handler({ connector: 'a' }, context());
    expect(reconciled).toEqual(['a']);
    await expect(handler({ connector: 'b' }, context())).rejects.toThrow('not yet');
  });

  it('makes a pass when the timer rings', async () => {
    const { handler, passes } = createWorld();
    await handler({ all: true }, context());
    expect(passes()).toBe(1);
  });

  it('refuses other events', async () => {
    const { handler } = createWorld();
    await expect(handler({ detail: {} }, context())).rejects.toThrow();
  });
});
