/** Stands in for the SDK's event streams: no call that a function makes is answered by one. */
const refuse = (): never => {
  throw new Error('functions make no calls that are answered by event streams');
};

export const EventStreamSerde = class {
  constructor() {
    refuse();
  }
};
export const eventStreamSerdeProvider = refuse;
/** Clients that could make such calls ask for this when they are made. */
export const resolveEventStreamSerdeConfig = <T>(config: T): T => config;
