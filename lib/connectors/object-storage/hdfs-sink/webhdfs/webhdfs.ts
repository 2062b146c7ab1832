import * as v from 'valibot';
import { ConnectError, RetriableError } from '../../../../connect/errors.ts';
import { failureOf, isException } from './remote-exception.ts';
import { createSender, type HttpAnswer } from './send-request.ts';

interface FileStatus {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly length: number;
}

/** What the sink needs of WebHDFS or HttpFS; see https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/WebHDFS.html */
export interface WebHdfs {
  /** Writes a file, over one of the same name. */
  create(path: string, bytes: Uint8Array): Promise<void>;
  /** @returns `null` when there is none. */
  open(path: string): Promise<Uint8Array | null>;
  /** @returns `null` when there is none. */
  status(path: string): Promise<FileStatus | null>;
  /** What is in a directory; nothing when there is none. */
  list(directory: string): Promise<readonly FileStatus[]>;
  mkdirs(directory: string): Promise<void>;
  /** @returns false when it could not be: there is something at the destination, or its directory is not there. */
  rename(path: string, destination: string): Promise<boolean>;
  /** Puts the others behind the first, which they are gone then. @returns false when one of them is not there. */
  concat(path: string, others: readonly string[]): Promise<boolean>;
  /** Files that are not there are no failure. */
  remove(path: string): Promise<void>;
  close(): void;
}

export interface WebHdfsOptions {
  /** Web addresses of name nodes, of which one is active. */
  readonly addresses: readonly string[];
  readonly userName: string;
  readonly delegationToken: string;
  readonly timeoutMs: number;
}

const fileStatus = v.object({ pathSuffix: v.string(), type: v.string(), length: v.number() });
const statusAnswer = v.pipe(v.string(), v.parseJson(), v.object({ FileStatus: fileStatus }));
const listAnswer = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ FileStatuses: v.object({ FileStatus: v.array(fileStatus) }) }),
);
const booleanAnswer = v.pipe(v.string(), v.parseJson(), v.object({ boolean: v.boolean() }));

const toStatus = ({ pathSuffix, type, length }: v.InferOutput<typeof fileStatus>): FileStatus => ({
  name: pathSuffix,
  isDirectory: type === 'DIRECTORY',
  length,
});

type Parameters = Readonly<Record<string, string>>;

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const isMissing = (error: unknown): boolean => isException(error, 'FileNotFoundException');

/** WebHDFS by one of several name nodes: the one that answered last, until it is on standby or does not answer. */
export const createWebHdfs = (options: WebHdfsOptions): WebHdfs => {
  const { addresses, userName, delegationToken } = options;
  const { send, close } = createSender(options.timeoutMs);
  const identity: Parameters =
    delegationToken !== '' ? { delegation: delegationToken } : userName === '' ? {} : { 'user.name': userName };
  let active = 0;

  const askAt = async (address: string, method: string, path: string, query: Parameters): Promise<HttpAnswer> => {
    const url = new URL(`${address}/webhdfs/v1${encodePath(path)}`);
    url.search = new URLSearchParams({ ...query, ...identity }).toString();
    const answer = await send(method, url);
    if (answer.status < 400) return answer;
    throw failureOf(`${query.op} of ${path}`, answer);
  };

  const ask = async (method: string, path: string, query: Parameters): Promise<HttpAnswer> => {
    for (let tries = 1; ; tries++) {
      try {
        return await askAt(addresses[active] ?? '', method, path, query);
      } catch (error) {
        const isElsewhere = isException(error, 'StandbyException') || error instanceof RetriableError;
        if (!isElsewhere) throw error;
        active = (active + 1) % addresses.length;
        if (tries < addresses.length) continue;
        throw error instanceof RetriableError
          ? error
          : new RetriableError(`No name node is active: ${addresses.join(', ')}`, { cause: error });
      }
    }
  };

  /** A name node sends whoever has or wants data on to a data node; HttpFS to itself. */
  const transfer = async (method: string, path: string, query: Parameters, body?: Uint8Array): Promise<HttpAnswer> => {
    const { location, ...redirect } = await ask(method, path, query);
    if (location === undefined) return { location, ...redirect };
    const answer = await send(method, new URL(location), body);
    if (answer.status < 400) return answer;
    throw failureOf(`${query.op} of ${path}`, answer);
  };

  const text = ({ body }: HttpAnswer): string => body.toString('utf8');

  const orMissing = async <Result, Other>(request: Promise<Result>, otherwise: Other): Promise<Result | Other> => {
    try {
      return await request;
    } catch (error) {
      if (isMissing(error)) return otherwise;
      throw error;
    }
  };

  return {
    create: async (path, bytes) => {
      const { status } = await transfer('PUT', path, { op: 'CREATE', overwrite: 'true' }, bytes);
      if (status !== 201) throw new ConnectError(`CREATE of ${path} in HDFS was answered ${status}`);
    },
    open: (path) =>
      orMissing(
        transfer('GET', path, { op: 'OPEN' }).then(({ body }) => body),
        null,
      ),
    status: (path) =>
      orMissing(
        ask('GET', path, { op: 'GETFILESTATUS' }).then((answer) =>
          toStatus(v.parse(statusAnswer, text(answer)).FileStatus),
        ),
        null,
      ),
    list: (directory) =>
      orMissing(
        ask('GET', directory, { op: 'LISTSTATUS' }).then((answer) =>
          v.parse(listAnswer, text(answer)).FileStatuses.FileStatus.map(toStatus),
        ),
        [],
      ),
    mkdirs: async (directory) => void (await ask('PUT', directory, { op: 'MKDIRS' })),
    rename: async (path, destination) =>
      orMissing(
        ask('PUT', path, { op: 'RENAME', destination }).then((answer) => v.parse(booleanAnswer, text(answer)).boolean),
        false,
      ),
    concat: (path, others) =>
      orMissing(
        ask('POST', path, { op: 'CONCAT', sources: others.join(',') }).then(() => true),
        false,
      ),
    remove: async (path) => void (await orMissing(ask('DELETE', path, { op: 'DELETE' }), null)),
    close,
  };
};
