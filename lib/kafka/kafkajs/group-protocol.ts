import { array, bytes, concat, int16, int32, string } from './wire.ts';
import { createWireReader } from './wire-reader.ts';

/** What members of a consumer group tell one another; follows Kafka's `ConsumerProtocol`, version 0. */

const NO_USER_DATA = bytes(Buffer.alloc(0));

/** The way in which the leader hands partitions out, under the name by which Kafka's own clients know it. */
export const ASSIGNOR = 'range';

/** Which topic a member wants. */
export const encodeSubscription = (topic: string): Buffer => concat([int16(0), array([topic], string), NO_USER_DATA]);

export const encodeAssignment = (topic: string, partitions: readonly number[]): Buffer =>
  concat([int16(0), array([topic], (name) => [string(name), array(partitions, int32)]), NO_USER_DATA]);

/** The partitions of a topic that a member got. */
export const decodeAssignment = (assignment: Buffer, topic: string): readonly number[] => {
  if (assignment.length === 0) return [];
  const reader = createWireReader(assignment);
  reader.int16();
  const topics = reader.array(() => ({ topic: reader.string(), partitions: reader.array(() => reader.int32()) }));
  return topics.find((one) => one.topic === topic)?.partitions ?? [];
};

/** Neighbouring partitions for each member, the first ones getting what is left over; follows `RangeAssignor`. */
export const assignRanges = (
  memberIds: readonly string[],
  partitionCount: number,
): ReadonlyMap<string, readonly number[]> => {
  const each = Math.floor(partitionCount / memberIds.length);
  const extra = partitionCount % memberIds.length;
  return new Map(
    [...memberIds].sort().map((memberId, index) => {
      const start = index * each + Math.min(index, extra);
      const length = each + (index < extra ? 1 : 0);
      return [memberId, Array.from({ length }, (_, position) => start + position)];
    }),
  );
};
