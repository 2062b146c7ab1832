import type { ToldProgress } from './snapshot-events.ts';

/** What a place keeps and tells beside its position in the source. */
export interface PlaceOptions {
  /** The offset behind the last signal of the signal topic that was performed. */
  readonly signals?: number | null;
  /** What is left of a snapshot is another now. */
  changed?(before: ToldProgress | null, after: ToldProgress | null): void;
}
