import type { IPublishPacket } from 'mqtt-packet';
import { expect, it } from 'vitest';
import { createInbox } from '../../../lib/connectors/mqtt/source/inbox.ts';

const signal = new AbortController().signal;

const message = (messageId: number, payload: string, more: Partial<IPublishPacket> = {}): IPublishPacket => ({
  cmd: 'publish',
  messageId,
  qos: 1,
  dup: false,
  retain: false,
  topic: 't',
  payload: Buffer.from(payload),
  ...more,
});

const connection = () => {
  const said: string[] = [];
  return {
    said,
    acknowledge: (qos: 1 | 2, id: number) => void said.push(`${qos === 1 ? 'PUBACK' : 'PUBREC'} ${id}`),
    pause: () => void said.push('pause'),
    resume: () => void said.push('resume'),
  };
};

const taken = async (inbox: ReturnType<typeof createInbox>) => inbox.take(signal, 0);

it('acknowledges over the connection that is open when Kafka has the record', async () => {
  const inbox = createInbox();
  const [first, second] = [connection(), connection()];
  inbox.connected(first, false);
  inbox.receive(message(1, 'a'));
  const [a] = await taken(inbox);
  inbox.disconnected();
  inbox.connected(second, true);
  if (a !== undefined) inbox.acknowledge(a);
  expect([first.said, second.said]).toEqual([[], ['PUBACK 1']]);
});

it('does not hand out again what comes again before it is acknowledged', async () => {
  const inbox = createInbox();
  inbox.connected(connection(), false);
  inbox.receive(message(1, 'a'));
  expect(await taken(inbox)).toHaveLength(1);
  inbox.connected(connection(), true);
  inbox.receive(message(1, 'a', { dup: true }));
  expect(await taken(inbox)).toHaveLength(0);
  // The same id for another message: a broker that has forgotten some of its state.
  inbox.receive(message(1, 'b', { dup: true }));
  expect(await taken(inbox)).toHaveLength(1);
});

it('hands out a message whose id was used before, once that was acknowledged', async () => {
  const inbox = createInbox();
  const open = connection();
  inbox.connected(open, false);
  inbox.receive(message(1, 'same'));
  for (const delivery of await taken(inbox)) inbox.acknowledge(delivery);
  inbox.receive(message(1, 'same', { dup: true }));
  expect(await taken(inbox)).toHaveLength(1);
  expect(open.said).toEqual(['PUBACK 1']);
});

it('repeats the answer to a message of quality 2, and not the message, until the broker has forgotten it', async () => {
  const inbox = createInbox();
  const [first, second] = [connection(), connection()];
  inbox.connected(first, false);
  inbox.receive(message(7, 'a', { qos: 2 }));
  for (const delivery of await taken(inbox)) inbox.acknowledge(delivery);
  inbox.connected(second, true);
  inbox.receive(message(7, 'a', { qos: 2, dup: true }));
  expect(await taken(inbox)).toHaveLength(0);
  expect([first.said, second.said]).toEqual([['PUBREC 7'], ['PUBREC 7']]);
  inbox.release(7);
  inbox.receive(message(7, 'a', { qos: 2 }));
  expect(await taken(inbox)).toHaveLength(1);
});

it('acknowledges nothing of a session that the broker has forgotten', async () => {
  const inbox = createInbox();
  const open = connection();
  inbox.connected(connection(), false);
  inbox.receive(message(1, 'a'));
  const [delivery] = await taken(inbox);
  inbox.connected(open, false);
  if (delivery !== undefined) inbox.acknowledge(delivery);
  expect(open.said).toEqual([]);
});

it('has the broker wait while too much waits for Kafka', async () => {
  const inbox = createInbox();
  const open = connection();
  inbox.connected(open, false);
  inbox.subscribed();
  for (let n = 0; n < 20_000; n += 1) inbox.receive(message(1, String(n), { qos: 0 }));
  expect(open.said).toEqual(['pause']);
  const first = await taken(inbox);
  expect(open.said).toEqual(['pause', 'resume']);
  expect(first.map(({ packet }) => Number(packet.payload))).toEqual(Array.from(first, (_, n) => n));
});

it('pauses nothing before the broker has answered the subscriptions, whose answer is behind the messages', () => {
  const inbox = createInbox();
  const open = connection();
  inbox.connected(open, true);
  for (let n = 0; n < 20_000; n += 1) inbox.receive(message(1, String(n), { qos: 0 }));
  expect(open.said).toEqual([]);
  inbox.subscribed();
  expect(open.said).toEqual(['pause']);
});

it('ends a wait when it is told to', async () => {
  const inbox = createInbox();
  const aborting = new AbortController();
  const waiting = inbox.take(aborting.signal, 60_000);
  aborting.abort();
  expect(await waiting).toEqual([]);
  inbox.receive(message(1, 'a'));
  expect(await taken(inbox)).toHaveLength(1);
});

it('is settled when the broker has forgotten all that it was told is safe', async () => {
  const inbox = createInbox();
  inbox.connected(connection(), false);
  for (const id of [1, 2, 3]) inbox.receive(message(id, String(id), { qos: 2 }));
  for (const delivery of (await taken(inbox)).slice(0, 2)) inbox.acknowledge(delivery);
  let isSettled = false;
  const settled = inbox.settled(60_000).then(() => {
    isSettled = true;
  });
  inbox.release(1);
  await Promise.resolve();
  expect(isSettled).toBe(false);
  inbox.release(2);
  await settled;
  await inbox.settled(60_000);
});
