/** A place where our events differ from Debezium's, `topic#number/part/field…`, and why. */
interface KnownDifference {
  readonly at: RegExp;
  /** Of this server only. */
  readonly flavor?: 'mysql' | 'mariadb';
  readonly reason: string;
}

const row = (columns: string): RegExp => new RegExp(`#\\d+/(key/payload|value/payload/(before|after))/(${columns})$`);

const field = (table: string, column: string, attribute: string): RegExp =>
  new RegExp(`${table}#\\d+/value/schema/fields/(before|after)/fields/${column}/${attribute}$`);

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    at: row('ts3|ts6'),
    reason:
      'Debezium writes a TIMESTAMP without the zeros at its end in a snapshot, and with them in the stream; here it has always as many digits as the column.',
  },
  {
    at: field('alltypes', 'd_bn', 'default'),
    reason: 'Debezium takes the escapes of a default for its text; here they are what they stand for.',
  },
  {
    at: /SCHEMA_CHANGES#\d+\/value\/payload\/tableChanges\/\d+\/table\/columns\/\d+\/defaultValueExpression$/,
    reason: 'Debezium takes the escapes of a default for its text; here they are what they stand for.',
  },
  {
    at: field('alltypes', 'd_big', 'default'),
    reason: 'A default beyond the signed long is as its values are here; Debezium makes it the largest long.',
  },
  {
    at: /\.(Odd_N_me|nopk)#0\/value\/payload\/source\/snapshot$/,
    reason: 'A snapshot reads tables without key first here, the others by name.',
  },
  {
    at: /\.nopk#(count|5)$/,
    reason: 'Debezium writes a tombstone without key behind a delete without key, which deletes nothing.',
  },
  {
    at: /\/(comment|doc|__debezium\.source\.column\.comment)$/,
    flavor: 'mariadb',
    reason: 'Debezium’s MariaDB connector shows comments whatever include.schema.comments says.',
  },
  {
    at: /^PREFIX\.transaction#/,
    flavor: 'mariadb',
    reason: 'Debezium’s MariaDB connector tells the begin of a transaction, and never its end, for each DDL statement.',
  },
  {
    at: row('uu'),
    flavor: 'mariadb',
    reason: 'Debezium shifts a UUID that ends with zeros, which the log leaves out; here they are put back.',
  },
  {
    at: /^PREFIX\..*\/value\/payload\/source\/pos$/,
    flavor: 'mariadb',
    reason:
      'Events of a MariaDB transaction say no more where they are in the log: Debezium shows the last place that it knew; here their lengths are counted on.',
  },
];
