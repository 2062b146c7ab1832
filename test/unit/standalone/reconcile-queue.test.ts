import { describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { systemClock } from '../../../lib/runtime/clock.ts';
import { createReconcileQueue } from '../../../lib/standalone/reconcile-queue.ts';

const tools = { clock: { ...systemClock, sleep: async () => {} }, log: silentLogger };
const gate = () => {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

describe('the reconcile queue', () => {
  it('calls once more for a connector that changed while it was reconciled, however often', async () => {
    const { open, opened } = gate();
    const reconcile = vi.fn(() => opened);
    const queue = createReconcileQueue(reconcile, tools);
    for (let change = 0; change < 5; change += 1) queue.add('a');
    expect(reconcile).toHaveBeenCalledTimes(1);
    open();
    await vi.waitFor(() => expect(reconcile).toHaveBeenCalledTimes(2));
    await queue.close();
    expect(reconcile).toHaveBeenCalledTimes(2);
  });

  it('reconciles different connectors side by side', async () => {
    const { open, opened } = gate();
    const reconcile = vi.fn(() => opened);
    const queue = createReconcileQueue(reconcile, tools);
    queue.add('a');
    queue.add('b');
    expect(reconcile.mock.calls.flat()).toEqual(['a', 'b']);
    open();
    await queue.close();
  });

  it('tries again until it succeeds', async () => {
    const reconcile = vi.fn().mockRejectedValueOnce(new Error('busy')).mockRejectedValueOnce(new Error('busy'));
    const queue = createReconcileQueue(reconcile, tools);
    queue.add('a');
    await vi.waitFor(() => expect(reconcile).toHaveBeenCalledTimes(3));
    await queue.close();
  });

  it('takes nothing once it is closed', async () => {
    const reconcile = vi.fn(async () => {});
    const queue = createReconcileQueue(reconcile, tools);
    await queue.close();
    queue.add('a');
    expect(reconcile).not.toHaveBeenCalled();
  });
});
