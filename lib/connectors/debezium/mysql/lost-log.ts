import type { Position } from './position.ts';
import { logFiles, purgedGtids, type ServerFacts } from './server.ts';
import type { Session } from './session.ts';
import type { TaskSettings } from './settings.ts';

/** Transactions that are before the oldest file of the log. */
const goneGtids = async ({ flavor }: TaskSettings, session: Session, oldest: string): Promise<string> => {
  if (flavor === 'mysql') return purgedGtids(session, flavor);
  const [row] = await session.query<{ gtids: string | null }>(`SELECT BINLOG_GTID_POS('${oldest}', 4) AS gtids`);
  return row?.gtids ?? '';
};

/** Why the log cannot be read on from this position; `undefined` when it can. */
export const lostLog = async (
  settings: TaskSettings,
  session: Session,
  facts: ServerFacts,
  { file, position, gtids: known }: Position,
): Promise<string | undefined> => {
  const { config, gtids, isSourceIncluded } = settings;
  const files = await logFiles(session);
  if (!facts.usesGtids || known === null || config['gtid.ignore.on.recovery'])
    return files.includes(file)
      ? undefined
      : `The connector has read the binary log up to ${file}:${position}, which is no longer on the server`;
  const gone = gtids.filter(await goneGtids(settings, session, files[0] ?? ''), isSourceIncluded);
  if (!gtids.isWithin(gone, known))
    return `The connector has read the transactions ${known}, and the server no longer has all that come behind these: it has removed ${gone}`;
  return undefined;
};
