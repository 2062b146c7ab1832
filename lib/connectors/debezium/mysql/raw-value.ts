/** A value as the log or a query gives it; see types/ for what each type looks like on either side. */
export type RawValue = string | number | bigint | Uint8Array;

/** A row by position: `null` is a null, `undefined` what the log left out. */
export type RawRow = ReadonlyArray<RawValue | null | undefined>;
