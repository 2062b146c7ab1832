/** Stands in for the client of DynamoDB Streams: functions are called by streams, and read none. */
const unused = class {
  constructor() {
    throw new Error('functions do not read streams');
  }
};

export const DescribeStreamCommand = unused;
export const GetRecordsCommand = unused;
export const GetShardIteratorCommand = unused;
