import { describe, expect, test } from 'vitest';
import type { PartitionOffset } from '../../../lib/connect/offset.ts';
import { runSourceTask } from '../../../lib/runtime/source/source-run.ts';
import { parseWorkerConfig } from '../../../lib/runtime/worker-config.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { COUNTING_PARTITION, countingSource } from './counting-source.ts';
import { common, deploy } from './fixtures.ts';
import { createMemoryKafka } from './memory-kafka.ts';

const HISTORY = { name: 'counting', history: '0' };
const worker = parseWorkerConfig({ ...common.worker.raw, 'group.id': 'w' });

describe.each(['at_least_once', 'at_most_once', 'exactly_once'])('offsets that a task adds, %s', (guarantee) => {
  const run = async (
    total: number,
    updateOffsets: (acknowledged: readonly PartitionOffset[]) => readonly PartitionOffset[],
  ) => {
    const storage = createMemoryStorage();
    let commits = 0;
    await deploy(storage, 'c', { 'delivery.guarantee': guarantee });
    const outcome = await runSourceTask(
      { ...common, worker, storage, kafka: createMemoryKafka(), idleTimeoutMs: 0, leaseTtlMs: 5000, heartbeatMs: 5 },
      {
        connector: 'c',
        task: 0,
        plugin: countingSource({
          total,
          batch: 7,
          updateOffsets,
          onCommit: () => {
            commits += 1;
          },
        }),
        pluginVersion: '1',
        runId: 'run-1',
        deadline: Date.now() + 60_000,
        signal: new AbortController().signal,
      },
    );
    expect(outcome).toBe('IDLE');
    const offsets = await storage.offsets.get('c', [COUNTING_PARTITION, HISTORY]);
    return { offsets, commits };
  };

  test('are stored without records, and the task is told', async () => {
    let isStored = false;
    const { offsets, commits } = await run(0, (acknowledged) => {
      expect(acknowledged).toEqual([]);
      if (isStored) return [];
      isStored = true;
      return [{ partition: COUNTING_PARTITION, offset: { moved: 7 } }];
    });
    expect(offsets).toEqual([{ moved: 7 }, null]);
    expect(commits).toBeGreaterThan(0);
  });

  test('are stored along with those of records, of which they know', async () => {
    const { offsets } = await run(20, (acknowledged) =>
      acknowledged.map(({ offset }) => ({ partition: HISTORY, offset: { upTo: offset.count ?? null } })),
    );
    expect(offsets).toEqual([{ count: 20 }, { upTo: 20 }]);
  });

  test('win over those of records of the same partition', async () => {
    const { offsets } = await run(20, (acknowledged) =>
      acknowledged.map(({ partition, offset }) => ({ partition, offset: { count: offset.count ?? 0, more: true } })),
    );
    expect(offsets).toEqual([{ count: 20, more: true }, null]);
  });
});
