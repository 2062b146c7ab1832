import { readFile } from 'node:fs/promises';

/** The modes of PostgreSQL's `sslmode`, which MySQL's and MariaDB's translate to. */
export type TlsMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** PEM files, as the task sees them. */
export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** What to ask of the server, and what to show it: PEM texts. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  /** Whether the certificate must name the host. */
  readonly verifyIdentity: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const contents = async (file: string | undefined): Promise<string | undefined> =>
  file === undefined ? undefined : readFile(file, 'utf8');

const tlsOptions = async (mode: TlsMode, files: TlsFiles): Promise<TlsOptions> => {
  const [ca, cert, key] = await Promise.all([contents(files.ca), contents(files.cert), contents(files.key)]);
  return {
    rejectUnauthorized: mode === 'verify-ca' || mode === 'verify-full',
    verifyIdentity: mode === 'verify-full',
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
};

/** Connects with TLS as the mode has it: `prefer` and `require` trust any server, `prefer` does without if it must. */
export const connectWithTls = async <T>(
  mode: TlsMode,
  files: TlsFiles,
  attempt: { connect(tls: TlsOptions | null): Promise<T>; lacksTls(error: unknown): boolean },
): Promise<T> => {
  if (mode === 'disable') return attempt.connect(null);
  try {
    return await attempt.connect(await tlsOptions(mode, files));
  } catch (error) {
    if (mode === 'prefer' && attempt.lacksTls(error)) return attempt.connect(null);
    throw error;
  }
};
