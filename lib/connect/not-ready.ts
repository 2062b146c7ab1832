/**
 * Thrown by a converter that cannot convert yet: it must first ask a schema registry, or load what it needs to. Who called
 * awaits `prepare` and then converts the same record again. So conversion is synchronous for every record but the first of a
 * schema, and costs the others nothing.
 *
 * `prepare` rejects with RetriableError when the registry does not answer: the record has not been converted, and may be
 * later. What is wrong with this one schema is not thrown here but by the next conversion, as that record's DataError.
 */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
  readonly prepare: () => Promise<void>;

  constructor(prepare: () => Promise<void>) {
    super('The converter is not ready yet');
    this.prepare = prepare;
  }
}
