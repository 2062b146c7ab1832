import type { RawHeader, RecordHeaders } from '../connect/converter.ts';

export const NO_RAW_HEADERS: readonly RawHeader[] = [];

/** The headers that converters are shown; one object for a chain, since almost no converter looks at them. */
export class ConverterHeaders implements RecordHeaders {
  #all: readonly RawHeader[] = NO_RAW_HEADERS;

  get all(): readonly RawHeader[] {
    return this.#all;
  }

  /** Begins the next record. */
  set(all: readonly RawHeader[]): void {
    this.#all = all;
  }

  lastHeader(key: string): RawHeader | undefined {
    return this.#all.findLast((header) => header.key === key);
  }

  /** The record's own list stays as it is. */
  add(header: RawHeader): void {
    this.#all = [...this.#all, header];
  }
}
