import { expect, it } from 'vitest';
import { createStreamReader } from '../../../lib/storage/dynamodb/stream-reader.ts';
import type { ShardPosition, StreamSource } from '../../../lib/storage/dynamodb/stream-source.ts';

interface FakeShard {
  readonly records: string[];
  trimmed: number;
  closed: boolean;
}

/** A stream in memory, whose iterators are `<shard>:<index>:<life>`; `expire` ends the lives of those given out. */
const createFakeStream = () => {
  const shards = new Map<string, FakeShard>();
  let life = 0;
  const failures: Error[] = [];
  const failWith = (name: string) => failures.push(Object.assign(new Error(name), { name }));
  const indexOf = ({ records, trimmed }: FakeShard, position: ShardPosition): number => {
    if (position === 'LATEST') return records.length;
    return position === 'TRIM_HORIZON' ? trimmed : Number(position.after) + 1;
  };
  const find = (id: string): FakeShard => {
    const shard = shards.get(id);
    if (shard === undefined) throw Object.assign(new Error(id), { name: 'ResourceNotFoundException' });
    return shard;
  };
  const check = (condition: boolean, name: string): void => {
    if (!condition) throw Object.assign(new Error(name), { name });
  };
  const source: StreamSource = {
    shards: async () => [...shards].map(([id, { closed }]) => ({ id, closed })),
    iterator: async (id, position) => {
      const index = indexOf(find(id), position);
      check(index >= find(id).trimmed, 'TrimmedDataAccessException');
      return `${id}:${index}:${life}`;
    },
    read: async (iterator) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      const [id = '', index = '', born = ''] = iterator.split(':');
      check(Number(born) === life, 'ExpiredIteratorException');
      const shard = find(id);
      const changes = shard.records.slice(Number(index)).map((connector) => ({ connector }));
      const last = shard.records.length - 1;
      return {
        changes,
        sequenceNumber: changes.length === 0 ? undefined : String(last),
        nextIterator: shard.closed ? undefined : `${id}:${last + 1}:${life}`,
      };
    },
  };
  return {
    source,
    failWith,
    expire: () => void life++,
    add: (id: string, ...records: string[]): FakeShard => {
      const shard = { records, trimmed: 0, closed: false };
      shards.set(id, shard);
      return shard;
    },
    remove: (id: string) => void shards.delete(id),
  };
};

const open = async (stream: ReturnType<typeof createFakeStream>) => {
  const seen: string[] = [];
  const reader = createStreamReader(stream.source, ({ connector }) => seen.push(connector));
  await reader.start();
  const read = async (times = 1): Promise<string[]> => {
    for (let time = 0; time < times; time++) await reader.read();
    return seen.splice(0);
  };
  return read;
};

it('gives what comes after the start, once', async () => {
  const stream = createFakeStream();
  const shard = stream.add('s', 'old');
  const read = await open(stream);
  expect(await read()).toStrictEqual([]);
  shard.records.push('a', 'b');
  expect(await read()).toStrictEqual(['a', 'b']);
  expect(await read()).toStrictEqual([]);
});

it('does not open shards that were closed before the start', async () => {
  const stream = createFakeStream();
  stream.add('s', 'old').closed = true;
  const read = await open(stream);
  expect(await read(30)).toStrictEqual([]);
});

it('reads a shard to its end, and then the ones that take over, from their beginning', async () => {
  const stream = createFakeStream();
  const parent = stream.add('parent');
  const read = await open(stream);
  parent.records.push('last');
  parent.closed = true;
  stream.add('child 1', 'a');
  stream.add('child 2', 'b');
  expect(await read(2)).toStrictEqual(['last', 'a', 'b']);
});

it('finds shards that turn up unannounced', async () => {
  const stream = createFakeStream();
  stream.add('s');
  const read = await open(stream);
  stream.add('new', 'a');
  expect(await read(20)).toStrictEqual(['a']);
});

it('goes on behind the last record when its iterator has expired', async () => {
  const stream = createFakeStream();
  const shard = stream.add('s');
  const read = await open(stream);
  shard.records.push('a');
  await read();
  stream.expire();
  shard.records.push('b');
  expect(await read(2)).toStrictEqual(['b']);
});

it('repeats a shard rather than miss a record when the iterator expires before the first one', async () => {
  const stream = createFakeStream();
  const shard = stream.add('s', 'old');
  const read = await open(stream);
  stream.expire();
  shard.records.push('a');
  expect(await read(2)).toStrictEqual(['old', 'a']);
});

it('goes on at the oldest record there is when its own is trimmed', async () => {
  const stream = createFakeStream();
  const shard = stream.add('s');
  const read = await open(stream);
  shard.records.push('a');
  await read();
  shard.records.push('b', 'c', 'd');
  shard.trimmed = 3;
  stream.expire();
  expect(await read(3)).toStrictEqual(['d']);
});

it('gives a shard up that is gone', async () => {
  const stream = createFakeStream();
  stream.add('s');
  const read = await open(stream);
  stream.remove('s');
  stream.add('next', 'a');
  expect(await read(2)).toStrictEqual(['a']);
});

it('says what failed, and leaves nothing out', async () => {
  const stream = createFakeStream();
  const shard = stream.add('s', 'old');
  const read = await open(stream);
  shard.records.push('a');
  stream.failWith('ThrottlingException');
  await expect(read()).rejects.toThrow('ThrottlingException');
  expect(await read()).toStrictEqual(['a']);
});
