/** A server of MySQL's kind, found or fetched. */
export interface Distribution {
  /** With its version: `MySQL 8.0.15`. */
  readonly name: string;
  readonly command: string;
  /** What it needs in every call. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A data directory as its initialisation leaves it, for copies: it takes 1 to 5 seconds to make. */
  readonly initialData: string;
}

/** Root may run the server, if root says so. */
export const asCurrentUser: readonly string[] = process.getuid?.() === 0 ? ['--user=root'] : [];
