import 'mongodb';

/** What the driver's change streams have, but its types leave out: documents as bytes, and the place after an empty batch. */
declare module 'mongodb' {
  interface ChangeStream {
    readonly cursor: RawChangeCursor;
  }
  interface RawChangeCursor {
    /** Asks the server once, unless something is buffered; `null` where nothing came within `maxAwaitTimeMS`. */
    tryNext(): Promise<Uint8Array | null>;
    readBufferedDocuments(number?: number): Uint8Array[];
    bufferedCount(): number;
    readonly closed: boolean;
    readonly postBatchResumeToken?: { readonly _data: unknown };
  }
}
