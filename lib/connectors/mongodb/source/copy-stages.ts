import { parseObjects } from '../plain-json.ts';

/** Stages that leave documents in the order in which they come. */
const IN_ORDER = new Set(['$addFields', '$set', '$match', '$project', '$unset', '$redact', '$lookup']);

/** A $match may look at ids; what makes fields may not name them. */
const keepsId = (stage: string, definition: unknown): boolean =>
  IN_ORDER.has(stage) && (stage === '$match' || !/"_id["_.]/.test(JSON.stringify(definition)));

/**
 * Whether a copy through these stages can go on behind its last document: they must leave ids and their order alone, and do
 * the same whatever came before.
 */
export const canResumeCopy = (...pipelines: readonly string[]): boolean =>
  pipelines
    .flatMap(parseObjects)
    .flatMap(Object.entries<unknown>)
    .every(([stage, definition]) => keepsId(stage, definition));
