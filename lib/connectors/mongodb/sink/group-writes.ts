import { BSON } from 'mongodb';
import { type BsonDocument, ID_FIELD } from '../bson-value.ts';
import type { Write } from './write.ts';
import type { WriteModel } from './write-strategy.ts';

const filterOf = (model: WriteModel): BsonDocument | null => {
  if ('replaceOne' in model) return model.replaceOne.filter;
  if ('updateOne' in model) return model.updateOne.filter;
  return 'deleteOne' in model ? model.deleteOne.filter : null;
};

/** What tells one document from another, numbers of all types alike; `null` where a write may be about any document. */
const idText = ({ model }: Write): string | null => {
  const filter = filterOf(model);
  if (filter === null || filter[ID_FIELD] === undefined || Object.keys(filter).length !== 1) return null;
  const text = BSON.EJSON.stringify({ id: filter[ID_FIELD] }, { relaxed: true });
  return text.includes('$numberDecimal') ? null : text;
};

const isDelete = ({ model }: Write): boolean => 'deleteOne' in model;

interface Segment {
  readonly changes: Write[];
  readonly deletions: Write[];
  readonly deleted: Set<string>;
}

const emptySegment = (): Segment => ({ changes: [], deletions: [], deleted: new Set() });

/**
 * The same writes with as few changes between writing and deleting as the order of each single document allows: the driver
 * sends a command for every such change, and with one deletion in five records that made a batch twenty times slower.
 */
export const groupWrites = (writes: readonly Write[]): readonly Write[] => {
  const deletions = writes.filter(isDelete).length;
  if (deletions === 0 || deletions === writes.length) return writes;
  const segments = [emptySegment()];
  for (const write of writes) {
    const id = idText(write);
    if (id === null) return writes;
    let segment = segments.at(-1) ?? emptySegment();
    if (isDelete(write)) {
      segment.deletions.push(write);
      segment.deleted.add(id);
      continue;
    }
    // Deletions of a segment come after its changes.
    if (segment.deleted.has(id)) {
      segment = emptySegment();
      segments.push(segment);
    }
    segment.changes.push(write);
  }
  return segments.flatMap((segment) => [...segment.changes, ...segment.deletions]);
};
