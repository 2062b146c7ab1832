import type {
  OffsetStorageReader,
  PartitionOffset,
  SourceOffset,
  SourcePartition,
} from '../../../../connect/offset.ts';
import { type HistoryRecord, readRecord, writeRecord } from './history-record.ts';
import { decodePage, encodePages } from './page.ts';
import { createReplay, type ReplaySettings, recordsOf } from './replay.ts';
import type { IsNotAfter, SchemaHistory } from './schema-history.ts';

export interface OffsetsHistoryOptions {
  readonly reader: OffsetStorageReader;
  readonly partition: SourcePartition;
  readonly replay: ReplaySettings;
}

/** Text that a page takes before another one is begun; it shrinks to a tenth or so. */
const PAGE_CHARACTERS = 500_000;
/** Text of pages that is worth being put together. */
const COMPACT_CHARACTERS = 2_000_000;
/** What one write takes at most. */
const WRITE_CHARACTERS = 2_500_000;
const PAGES_A_READ = 25;

interface Page {
  readonly lines: string[];
  characters: number;
  isStored: boolean;
}

/** What was given to be stored; a page may have got more lines since. */
interface Given {
  readonly pages: ReadonlyMap<Page, number>;
  readonly head: Head | null;
  readonly garbage: boolean;
}

const emptyPage = (): Page => ({ lines: [], characters: 0, isStored: false });

/** What the head says: pages count only once it names them. */
interface Head {
  readonly generation: number;
  readonly pages: number;
}

const headOf = (offset: SourceOffset | null): Head => ({
  generation: Number(offset?.generation ?? 0),
  pages: Number(offset?.pages ?? 0),
});

const putLine = (pages: Page[], line: string): void => {
  let page = pages.at(-1);
  if (page === undefined || page.characters + line.length > PAGE_CHARACTERS) {
    page = emptyPage();
    pages.push(page);
  }
  page.lines.push(line);
  page.characters += line.length;
  page.isStored = false;
};

/**
 * A history beside the connector's offsets, written in the same step as an offset behind its records. It is kept as pages of
 * records; a head names how many of them count. A new generation of pages is written beside the old one, and counts once its
 * head is written, so that a crash in between leaves one or the other.
 */
export const createOffsetsHistory = ({ reader, partition, replay }: OffsetsHistoryOptions): SchemaHistory => {
  let generation = 0;
  let pages: Page[] = [];
  let head: Head | undefined;
  /** Pages of an earlier generation, still to be emptied. */
  let garbage: readonly SourcePartition[] = [];
  let given: Given | undefined;

  const at = (history: string): SourcePartition => ({ ...partition, history });
  const pageAt = (number: number, of = generation): SourcePartition => at(`${of}.${number}`);

  const readPages = async ({ generation: of, pages: count }: Head): Promise<readonly Page[]> => {
    const found: Page[] = [];
    for (let from = 0; from < count; from += PAGES_A_READ) {
      const numbers = Array.from({ length: Math.min(PAGES_A_READ, count - from) }, (_, index) => from + index);
      const offsets = await reader.offsets(numbers.map((number) => pageAt(number, of)));
      for (const offset of offsets) {
        const lines = [...decodePage(offset)];
        found.push({ lines, characters: lines.reduce((sum, line) => sum + line.length, 0), isStored: true });
      }
    }
    return found;
  };

  /** A new generation, without records yet. */
  const begin = (): void => {
    garbage = [...garbage, ...pages.map((_page, number) => pageAt(number))];
    generation += 1;
    pages = [];
  };

  const put = (records: readonly HistoryRecord[]): void => {
    for (const record of records) putLine(pages, writeRecord(partition, record));
  };

  const loadHead = async (): Promise<Head> => {
    head ??= headOf(await reader.offset(at('head')));
    return head;
  };

  const recover = async (offset: SourceOffset, isNotAfter: IsNotAfter) => {
    const stored = await loadHead();
    if (stored.pages === 0 && pages.length === 0) return null;
    if (pages.length === 0) {
      generation = stored.generation;
      pages = [...(await readPages(stored))];
    }
    const replayed = createReplay(replay);
    let last: HistoryRecord | undefined;
    // Records that are ahead will be read from the log again, and are recorded then: they do no harm until they come twice.
    for (const { lines } of pages)
      for (const line of lines) {
        const record = readRecord(partition, line);
        if (record === undefined || !isNotAfter(record.position, offset)) continue;
        replayed.apply(record);
        last = record;
      }
    if (last === undefined) return null;
    const model = replayed.model();
    const size = pages.reduce((sum, { characters }) => sum + characters, 0);
    if (size > COMPACT_CHARACTERS) {
      const compact = recordsOf(model, last);
      const compactSize = compact.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
      if (compactSize < size / 2) {
        begin();
        put(compact);
      }
    }
    return model;
  };

  /** Pages that are not stored yet, as many as one write takes; a page whose records grew too many becomes several. */
  const unstored = (): readonly PartitionOffset[] => {
    const offsets: PartitionOffset[] = [];
    const taken = new Map<Page, number>();
    let size = 0;
    for (let number = 0; number < pages.length && size < WRITE_CHARACTERS; number += 1) {
      const page = pages[number];
      if (page === undefined || page.isStored) continue;
      const [first = '', ...more] = encodePages(page.lines);
      if (more.length > 0) {
        const half = page.lines.splice(Math.ceil(page.lines.length / 2));
        const rest = { lines: half, characters: half.reduce((sum, line) => sum + line.length, 0), isStored: false };
        page.characters -= rest.characters;
        pages.splice(number + 1, 0, rest);
        for (const behind of pages.slice(number + 1)) behind.isStored = false;
        number -= 1;
        continue;
      }
      size += first.length;
      taken.set(page, page.lines.length);
      offsets.push({ partition: pageAt(number), offset: { page: first } });
    }
    const isComplete = pages.every((page) => page.isStored || taken.has(page));
    const next = isComplete && pages.length > 0 ? { generation, pages: pages.length } : null;
    given = { pages: taken, head: next, garbage: false };
    if (next === null || (next.generation === head?.generation && next.pages === head.pages)) return offsets;
    return [...offsets, { partition: at('head'), offset: { ...next } }];
  };

  return {
    recover,
    record: async (records) => {
      await loadHead();
      put(records);
    },
    clear: async () => {
      const stored = await loadHead();
      if (pages.length === 0 && stored.pages > 0) {
        generation = stored.generation;
        garbage = Array.from({ length: stored.pages }, (_, number) => pageAt(number));
      }
      begin();
    },
    offsetsBehind: () => {
      const offsets = unstored();
      if (offsets.length > 0 || garbage.length === 0 || head?.generation !== generation) return offsets;
      given = { pages: new Map(), head: null, garbage: true };
      return garbage.map((old) => ({ partition: old, offset: {} }));
    },
    stored: () => {
      for (const [page, lines] of given?.pages ?? []) page.isStored = page.lines.length === lines;
      head = given?.head ?? head;
      if (given?.garbage) garbage = [];
      given = undefined;
    },
    close: async () => {},
  };
};
