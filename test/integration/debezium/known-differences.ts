/** A place where our events differ from Debezium's, `topic#number/part/field…`, and why. */
export interface KnownDifference {
  readonly at: RegExp;
  /** Under these settings only. */
  readonly with?: string;
  /** Only where Debezium says this; `undefined` where it says nothing. */
  readonly theirs?: ReadonlyArray<string | undefined>;
  readonly reason: string;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    at: /alltypes#\d+\/value\/payload\/(before|after)\/dt$/,
    reason:
      'An infinite date is the limit of INT32 here. Debezium overflows, and gives one number in a snapshot and another one in the stream.',
  },
  {
    at: /alltypes#\d+\/value\/payload\/(before|after)\/nm$/,
    reason: 'Debezium loses values of the type name while it streams, though not in snapshots.',
  },
  {
    at: /transaction#\d+\/value\/payload\/data_collections\/\d+\/data_collection$/,
    reason: 'A logical message counts for the collection "message" here; Debezium prints the address of a Java object.',
  },
  {
    at: /alltypes#\d+\/value\/payload\/(before|after)\/tm$/,
    with: 'ISO texts',
    reason: 'The end of a day, 24:00, is told here; Debezium makes it the beginning of the day.',
  },
  {
    at: /alltypes#\d+\/value\/payload\/(before|after)\/(ts|ts0|ts3)$/,
    with: 'other modes',
    reason: 'Infinite times as Connect’s types are the limits of a JavaScript Date here, those of pgjdbc there.',
  },
  {
    at: /#\d+\/headers\/(un)?changed$/,
    with: 'transformations',
    reason:
      'A tombstone shares its headers with the deletion in Debezium, and so gets those that ExtractChangedRecordState adds to that.',
  },
  {
    at: /alltypes#\d+\/value\/payload\/(changed_fields|source\/unchanged_fields)$/,
    with: 'transformations',
    reason: 'Bits are arrays in Java, which never equal others: ExtractChangedRecordState calls them changed there.',
  },
  {
    at: /alltypes#\d+\/value\/schema\/.*\/n\/parameters\/__debezium\.source\.column\.(length|scale)$/,
    with: 'transformations',
    theirs: ['0', undefined],
    reason:
      'A number without a precision has one size here, that of the stream; Debezium has no size for it in snapshots, so that the schema changes.',
  },
  {
    at: /alltypes#\d+\/value\/schema\/.*\/id\/parameters\/__debezium\.source\.column\.type$/,
    with: 'transformations',
    theirs: ['BIGSERIAL'],
    reason:
      'A column of a serial type has its real type here, as in the stream; Debezium calls it BIGSERIAL in snapshots.',
  },
];
