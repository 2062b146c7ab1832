import { describe, expect, it } from 'vitest';
import type { SinkDeployment, SourceDeployment } from '../../../lib/herder/task-deployment.ts';
import { createLocalDeployer } from '../../../lib/standalone/local-deployer.ts';

const setUp = () => {
  const running = new Set<string>();
  const events: string[] = [];
  const run = (id: string) => {
    if (running.has(id)) throw new Error(`${id} runs already`);
    running.add(id);
    events.push(`+${id}`);
    return {
      wake: () => void events.push(`!${id}`),
      stop: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        running.delete(id);
        events.push(`-${id}`);
      },
    };
  };
  const deployer = createLocalDeployer({
    startSource: (connector, _plugin, task) => run(`${connector}-${task}`),
    startSink: async (connector, _plugin, { topic }) => run(`${connector}/${topic}`),
    startTicks: (connector) => run(`${connector} ticks`),
  });
  return { deployer, running, events };
};

const source = (tasks: readonly boolean[], generation = 1): SourceDeployment => ({
  kind: 'source',
  connector: 'c',
  plugin: 'p',
  generation,
  tasks: tasks.map((enabled, task) => ({ task, enabled })),
});

const sink = (topics: readonly string[], batchSize = 100): SinkDeployment => ({
  kind: 'sink',
  connector: 's',
  plugin: 'p',
  generation: 1,
  topics: topics.map((topic) => ({ topic, groupId: `connect-s-${topic}`, task: 0, enabled: true })),
  settings: { batchSize, batchingWindowMs: 0, startingPosition: 'TRIM_HORIZON' },
});

describe('the local deployer', () => {
  it('runs what is enabled, and nothing else', async () => {
    const { deployer, running } = setUp();
    await deployer.apply(source([true, false, true]));
    expect([...running]).toEqual(['c-0', 'c-2']);
    await deployer.apply(source([true, true]));
    expect([...running].sort()).toEqual(['c-0', 'c-1']);
    await deployer.apply(source([]));
    expect(running.size).toBe(0);
  });

  it('ticks while a sink that wants it runs', async () => {
    const { deployer, running } = setUp();
    const ticking: SinkDeployment = { ...sink(['a']), ticks: true };
    await deployer.apply(ticking);
    await deployer.apply(ticking);
    expect([...running].sort()).toEqual(['s ticks', 's/a']);
    await deployer.apply({ ...ticking, topics: ticking.topics.map((topic) => ({ ...topic, enabled: false })) });
    expect([...running]).toEqual([]);
    await deployer.apply(ticking);
    await deployer.remove('s');
    expect([...running]).toEqual([]);
  });

  it('never starts a task twice, however often and at once it is told', async () => {
    const { deployer, running } = setUp();
    await Promise.all(Array.from({ length: 5 }, (_, index) => deployer.apply(source([true, index % 2 === 0]))));
    expect([...running].sort()).toEqual(['c-0', 'c-1']);
  });

  it('wakes what goes on running, so that it sees its new configuration', async () => {
    const { deployer, events } = setUp();
    await deployer.apply(source([true]));
    events.length = 0;
    await deployer.apply(source([true], 2));
    expect(events).toEqual(['!c-0']);
  });

  it('keeps mappings that stay, and replaces those whose settings change', async () => {
    const { deployer, events } = setUp();
    await deployer.apply(sink(['a', 'b']));
    await deployer.apply(sink(['a', 'b', 'c']));
    expect(events).toEqual(['+s/a', '+s/b', '+s/c']);
    events.length = 0;
    await deployer.apply(sink(['a'], 500));
    expect(events).toEqual(['-s/a', '-s/b', '-s/c', '+s/a']);
  });

  it('removes a connector, and stops everything when it closes', async () => {
    const { deployer, running } = setUp();
    await deployer.apply(source([true]));
    await deployer.apply(sink(['a']));
    expect(await deployer.deployed()).toEqual(['c', 's']);
    await deployer.remove('c');
    expect([...running]).toEqual(['s/a']);
    await deployer.close();
    expect(running.size).toBe(0);
    await deployer.apply(source([true]));
    expect(running.size).toBe(0);
  });
});
