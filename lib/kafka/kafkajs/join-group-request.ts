import type { RequestDefinition } from './request.ts';
import { array, bytes, int32, NULL_STRING, string } from './wire.ts';
import type { WireReader } from './wire-reader.ts';

export interface JoinedGroup {
  /** 0 for none. */
  readonly errorCode: number;
  readonly generation: number;
  readonly leaderId: string;
  /** Given to a new member also with the error MEMBER_ID_REQUIRED (KIP-394). */
  readonly memberId: string;
  /** Of the leader's answer only. */
  readonly memberIds: readonly string[];
}

/**
 * Joins a group. kafkajs has this request, but keeps the member id from us until the second answer: were that lost, the
 * member would wait for itself until its session ends.
 */
export const joinGroupRequest = (options: {
  readonly groupId: string;
  readonly memberId: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocol: string;
  readonly subscription: Buffer;
}): RequestDefinition<JoinedGroup> => ({
  apiName: 'JoinGroup',
  apiKey: 11,
  apiVersion: 5,
  brokerWaitMs: options.rebalanceTimeoutMs,
  body: [
    string(options.groupId),
    int32(options.sessionTimeoutMs),
    int32(options.rebalanceTimeoutMs),
    string(options.memberId),
    NULL_STRING,
    string('consumer'),
    array([options.protocol], (protocol) => [string(protocol), bytes(options.subscription)]),
  ],
  read: (reader) => ({ throttleMs: reader.int32(), response: readAnswer(reader) }),
});

const readAnswer = (reader: WireReader): JoinedGroup => {
  const errorCode = reader.int16();
  const generation = reader.int32();
  // The protocol's name.
  reader.string();
  return {
    errorCode,
    generation,
    leaderId: reader.string(),
    memberId: reader.string(),
    memberIds: reader.array(readMemberId),
  };
};

const readMemberId = (reader: WireReader): string => {
  const memberId = reader.string();
  // Its static name, and its subscription, which is the same for all members here.
  reader.string();
  reader.bytes();
  return memberId;
};
