import { ConnectError } from '../../../connect/errors.ts';
import type { Flavor } from './flavor.ts';
import type { Gtids } from './gtids.ts';
import type { LogPosition } from './log-position.ts';
import type { Session } from './session.ts';

/** What matters of a server's settings. */
export interface ServerFacts {
  /** `8000` for 8.0, `10011` for 10.11. */
  readonly version: number;
  readonly usesGtids: boolean;
  readonly lowerCaseNames: boolean;
  readonly charset: string;
  readonly collation: string;
  readonly hasChecksums: boolean;
}

const versionOf = (text: string): number => {
  const [major = '0', minor = '0'] = text.split('.');
  return Number(major) * 1000 + Number.parseInt(minor, 10);
};

const VARIABLES = [
  'version',
  'log_bin',
  'binlog_format',
  'binlog_row_image',
  'binlog_checksum',
  'gtid_mode',
  'lower_case_table_names',
  'character_set_server',
  'collation_server',
];

const required = (name: string, value: string, wanted: string): ConnectError =>
  new ConnectError(
    `The server runs with ${name}=${value}, which this connector cannot work with: set ${name}=${wanted} in its configuration, and let no session change it`,
  );

/** @throws ConnectError where the server does not log what a connector needs, saying what to change. */
export const serverFacts = async (session: Session, flavor: Flavor): Promise<ServerFacts> => {
  const names = VARIABLES.map((name) => `'${name}'`).join(', ');
  const rows = await session.query<{ Variable_name: string; Value: string }>(
    `SHOW GLOBAL VARIABLES WHERE Variable_name IN (${names})`,
  );
  const variables = new Map(rows.map(({ Variable_name: name, Value: value }) => [name.toLowerCase(), value]));
  const value = (name: string): string => variables.get(name) ?? '';
  if (!/^(ON|1)$/i.test(value('log_bin')))
    throw new ConnectError('The server keeps no binary log: set log_bin in its configuration and restart it');
  if (value('binlog_format').toUpperCase() !== 'ROW') throw required('binlog_format', value('binlog_format'), 'ROW');
  const image = value('binlog_row_image');
  if (image !== '' && !image.toUpperCase().startsWith('FULL')) throw required('binlog_row_image', image, 'FULL');
  return {
    version: versionOf(value('version')),
    usesGtids: flavor === 'mariadb' || value('gtid_mode').toUpperCase() === 'ON',
    lowerCaseNames: value('lower_case_table_names') !== '0',
    charset: value('character_set_server'),
    collation: value('collation_server'),
    hasChecksums: value('binlog_checksum').toUpperCase() === 'CRC32',
  };
};

/** Where a server's log is, and which transactions are in front of that. */
export interface LogEnd {
  readonly log: LogPosition;
  readonly gtids: string | null;
}

const BINARY_LOG_STATUS = 8002;

interface StatusRow {
  readonly File: string;
  readonly Position: string | number;
  readonly Executed_Gtid_Set?: string;
}

/** The end of the log. */
export const logEnd = async (
  session: Session,
  flavor: Flavor,
  { version, usesGtids }: ServerFacts,
  gtids: Gtids,
): Promise<LogEnd> => {
  const noun = flavor === 'mysql' && version >= BINARY_LOG_STATUS ? 'BINARY LOG' : 'MASTER';
  const [row] = await session.query<StatusRow>(`SHOW ${noun} STATUS`);
  if (row === undefined) throw new ConnectError('The server keeps no binary log: set log_bin in its configuration');
  const log = { file: row.File, position: Number(row.Position) };
  if (!usesGtids) return { log, gtids: null };
  if (flavor === 'mysql') return { log, gtids: gtids.normal(row.Executed_Gtid_Set ?? '') };
  const [state] = await session.query<{ gtids: string }>('SELECT @@global.gtid_binlog_pos AS gtids');
  return { log, gtids: state?.gtids ?? '' };
};

/** Files of the log that are still there, the oldest first. */
export const logFiles = async (session: Session): Promise<readonly string[]> =>
  (await session.query<{ Log_name: string }>('SHOW BINARY LOGS')).map(({ Log_name: name }) => name);

/** Transactions that are in no file any more; an empty text for MariaDB, which does not tell. */
export const purgedGtids = async (session: Session, flavor: Flavor): Promise<string> => {
  if (flavor === 'mariadb') return '';
  const [row] = await session.query<{ gtids: string }>('SELECT @@global.gtid_purged AS gtids');
  return row?.gtids ?? '';
};
