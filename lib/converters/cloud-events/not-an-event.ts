import { DataError } from '../../connect/errors.ts';

/** What every CloudEvent has; follows `CloudEventsValidator`. */
export const REQUIRED = ['id', 'source', 'specversion', 'type'];

export const notAnEvent = (): DataError =>
  new DataError(
    `A deserialized record's value is not a CloudEvent: it lacks one of ${REQUIRED.join(', ')}, or its form`,
  );
