import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { PartitionOffset, SourceOffset } from '../../../lib/connect/offset.ts';
import { createEventFiles } from '../../../lib/connectors/object-storage/s3-source/events/event-files.ts';
import type { EventQueue, QueueMessage } from '../../../lib/connectors/object-storage/s3-source/events/event-queue.ts';
import { parseNotification } from '../../../lib/connectors/object-storage/s3-source/events/parse-notification.ts';
import { genericNames } from '../../../lib/connectors/object-storage/s3-source/generic-names.ts';

const AT = '2024-02-29T22:30:00.000Z';

const s3Record = (key: string, eventName = 'ObjectCreated:Put', bucket = 'lake') => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  eventTime: AT,
  eventName,
  s3: { bucket: { name: bucket }, object: { key, size: 1, eTag: 'e', sequencer: '0055' } },
});
const s3Body = (...keys: readonly string[]) => JSON.stringify({ Records: keys.map((key) => s3Record(key)) });
const bridgeBody = (key: string, type = 'Object Created') =>
  JSON.stringify({
    version: '0',
    'detail-type': type,
    source: 'aws.s3',
    time: AT,
    detail: { version: '0', bucket: { name: 'lake' }, object: { key, size: 1 } },
  });
const snsBody = (Message: string) => JSON.stringify({ Type: 'Notification', MessageId: '1', Message });

const created = (key: string) => ({ bucket: 'lake', key, at: Date.parse(AT) });

describe('notifications', () => {
  test.each([
    ['of S3, with keys as in forms', s3Body('in/a+b%2Bc%C3%BC.csv', 'in/d.csv'), ['in/a b+cü.csv', 'in/d.csv']],
    ['of EventBridge, with keys as they are', bridgeBody('in/a+b%2B.csv'), ['in/a+b%2B.csv']],
    ['through SNS', snsBody(s3Body('in/a.csv')), ['in/a.csv']],
    ['of EventBridge through SNS', snsBody(bridgeBody('in/a.csv')), ['in/a.csv']],
    ['removed', JSON.stringify({ Records: [s3Record('in/a.csv', 'ObjectRemoved:Delete')] }), []],
    ['deleted, says EventBridge', bridgeBody('in/a.csv', 'Object Deleted'), []],
    ['a test', '{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2024","Bucket":"lake"}', []],
    ['a test through SNS', snsBody('{"Service":"Amazon S3","Event":"s3:TestEvent"}'), []],
  ])('%s', (_, body, keys) => {
    expect(parseNotification(body)).toEqual(keys.map(created));
  });

  test.each(['hello', '{}', '[]', '7', '{"Records":[{}]}', snsBody(snsBody(s3Body('a')))])('none: %s', (body) => {
    expect(() => parseNotification(body)).toThrow(/^it /);
  });
});

/** A queue in memory, and what becomes of its messages. */
const createWorld = (bodies: readonly string[], stored: Readonly<Record<string, SourceOffset>> = {}) => {
  const messages = bodies.map((body, n): QueueMessage => ({ id: `m${n}`, receipt: `r${n}`, body }));
  const pending = [...messages];
  const [deleted, hidden, warned]: [string[], string[], string[]] = [[], [], []];
  let now = 0;
  let isBroken = false;
  const queue: EventQueue = {
    receive: async () => pending.splice(0, 10),
    hide: async (some, seconds) => void hidden.push(...some.map(({ receipt }) => `${receipt} ${seconds}`)),
    delete: async (some) => {
      if (isBroken) throw new Error('no queue');
      deleted.push(...some.map(({ receipt }) => receipt));
    },
    close: () => {},
  };
  const offset = async ({ object }: Readonly<Record<string, unknown>>) => stored[String(object)] ?? null;
  const files = createEventFiles({
    queue,
    bucket: 'lake',
    names: genericNames(['people:.*csv']),
    root: 'in/',
    without: 'in/+tmp/',
    changedSince: 0,
    visibilitySeconds: 60,
    offsets: { offset, offsets: (some) => Promise.all(some.map(offset)) },
    log: { ...silentLogger, warn: (text) => void warned.push(text) },
    now: () => now,
  });
  const { signal } = new AbortController();
  return {
    files,
    deleted,
    hidden,
    warned,
    next: async () => (await files.next(signal))?.file.key ?? null,
    receiveAgain: (message: QueueMessage) => pending.push(message),
    store: async (...objects: readonly string[]) => {
      const changes = objects.map(
        (object): PartitionOffset => ({
          partition: { bucket: 'lake', object },
          offset: { file: object, record: 1, eof: true },
        }),
      );
      files.storing?.(changes);
      await files.stored?.();
    },
    pass: (ms: number) => {
      now += ms;
    },
    breaks: (broken: boolean) => {
      isBroken = broken;
    },
  };
};

describe('messages', () => {
  test('are deleted when the offsets of all that they name are stored, and not before', async () => {
    const world = createWorld([s3Body('in/a.csv', 'in/b.csv'), bridgeBody('in/c.csv')]);
    expect([await world.next(), await world.next(), await world.next(), await world.next()]).toEqual([
      'in/a.csv',
      'in/b.csv',
      'in/c.csv',
      null,
    ]);
    world.files.storing?.([
      { partition: { bucket: 'lake', object: 'in/c.csv' }, offset: { file: 'in/c.csv', record: 1, eof: false } },
    ]);
    await world.store('in/a.csv');
    expect(world.deleted).toEqual([]);
    await world.store('in/b.csv');
    expect(world.deleted).toEqual(['r0']);
    await world.store('in/c.csv');
    expect(world.deleted).toEqual(['r0', 'r1']);
  });

  test('that come twice name nothing twice, and both are deleted', async () => {
    const world = createWorld([s3Body('in/a.csv'), s3Body('in/a.csv')]);
    expect([await world.next(), await world.next()]).toEqual(['in/a.csv', null]);
    await world.store('in/a.csv');
    expect(world.deleted).toEqual(['r0', 'r1']);
  });

  test('about what was read before a restart are deleted at the next look', async () => {
    const world = createWorld([s3Body('in/a.csv')], { 'in/a.csv': { file: 'in/a.csv', record: 7, eof: true } });
    expect(await world.next()).toBe(null);
    await world.next();
    expect(world.deleted).toEqual(['r0']);
  });

  test('that come after their offsets were stored, which cannot be read yet, name nothing', async () => {
    const world = createWorld([s3Body('in/a.csv')]);
    await world.next();
    await world.store('in/a.csv');
    world.receiveAgain({ id: 'm1', receipt: 'r1', body: bridgeBody('in/a.csv') });
    expect([await world.next(), await world.next()]).toEqual([null, null]);
    expect(world.deleted).toEqual(['r0', 'r1']);
  });

  test('about what was read in part go on there', async () => {
    const world = createWorld([s3Body('in/a.csv')], { 'in/a.csv': { file: 'in/a.csv', record: 7, eof: false } });
    const found = await world.files.next(new AbortController().signal);
    expect(found?.state.position).toEqual({ file: 'in/a.csv', record: 7, eof: false });
  });

  test('that nothing is to be read for are deleted', async () => {
    const world = createWorld([
      s3Body('out/a.csv'),
      s3Body('in/a.txt'),
      s3Body('in/%2Btmp/a.csv'),
      '{"Event":"s3:TestEvent"}',
    ]);
    await world.next();
    await world.next();
    expect(world.deleted).toEqual(['r0', 'r1', 'r2', 'r3']);
  });

  test('that cannot be understood are left, with a warning', async () => {
    const other = JSON.stringify({ Records: [s3Record('in/a.csv', 'ObjectCreated:Put', 'other')] });
    const world = createWorld(['hello', other, s3Body('in/a.csv')]);
    expect(await world.next()).toBe('in/a.csv');
    await world.store('in/a.csv');
    await world.files.close?.();
    expect(world.deleted).toEqual(['r2']);
    expect(world.hidden).toEqual([]);
    expect(world.warned).toEqual([
      expect.stringContaining('m0 is left in the queue: it is no JSON'),
      expect.stringContaining('m1 is left in the queue: it is about bucket other'),
    ]);
  });

  test('are kept hidden while their files are read, and shown when the task stops', async () => {
    const world = createWorld([s3Body('in/a.csv')]);
    await world.next();
    await world.files.keep?.();
    expect(world.hidden).toEqual([]);
    world.pass(20_000);
    await world.files.keep?.();
    await world.files.keep?.();
    expect(world.hidden).toEqual(['r0 60']);
    await world.files.close?.();
    expect(world.hidden).toEqual(['r0 60', 'r0 0']);
  });

  test('that come again are deleted by their newest receipt, also when deleting failed at first', async () => {
    const world = createWorld([s3Body('in/a.csv')]);
    await world.next();
    world.receiveAgain({ id: 'm0', receipt: 'newer', body: s3Body('in/a.csv') });
    expect(await world.next()).toBe(null);
    world.breaks(true);
    await world.store('in/a.csv');
    expect(world.deleted).toEqual([]);
    world.breaks(false);
    await world.next();
    expect(world.deleted).toEqual(['newer']);
  });
});
