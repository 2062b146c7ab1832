import { DataError } from '../../../connect/errors.ts';
import { javaText } from '../../../connect/java-text.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { jodaFormat } from '../partitioners/joda-format.ts';
import { timeZoneOffset } from '../partitioners/time-zone.ts';

/** A part of a template: what a record makes of it, or where the first offset of the file goes. */
type Part = { readonly render: (record: SinkRecord, timeMs: number) => string } | { readonly offsetWidth: number };

export interface NameTemplate {
  readonly usesTime: boolean;
  readonly usesKey: boolean;
  /** Whether files hold the last record of a key only: such names have no offset. */
  readonly isCompact: boolean;
  /** All of the name but the first offset: records for which it is the same may share a file. @throws DataError */
  begin(record: SinkRecord, timeMs: number): string;
  /** The whole name of a file that begins with that offset. */
  complete(begun: string, firstOffset: number): string;
}

const VARIABLE = /\{\{\s*([a-z_]+)\s*(?::\s*([a-z]+)\s*=\s*([A-Za-z]+)\s*)?\}\}/g;
const UNITS: Readonly<Record<string, string>> = { YYYY: 'yyyy', yyyy: 'yyyy', MM: 'MM', dd: 'dd', HH: 'HH' };
/** No object has it in its name. */
const OFFSET = '\u0000';
const OFFSET_WIDTH = 20;
const PARTITION_WIDTH = 10;

const timePart = (pattern: string, zone: string): Part => {
  const print = jodaFormat(pattern, 'en', zone);
  const offsetAt = timeZoneOffset(zone);
  return {
    render: (_record, timeMs) => print(new Date(timeMs + offsetAt(timeMs)), offsetAt(timeMs)),
  };
};

/** As Java's `toString` has it, which says nothing of bytes. */
const keyText = ({ key, keySchema }: SinkRecord): string => {
  if (key === null) return 'null';
  if (key instanceof Uint8Array) throw new DataError('Bytes cannot name files: use StringConverter for keys');
  return typeof key === 'string' ? key : javaText(keySchema, key);
};

/** @throws RangeError for a variable that there is not. */
const variable = ([text, name, parameter, value]: RegExpMatchArray, zone: string): Part => {
  if (name === 'topic') return { render: ({ topic }) => topic };
  if (name === 'key') return { render: keyText };
  const isPadded = parameter === 'padding' && value === 'true';
  if (name === 'partition') {
    const width = isPadded ? PARTITION_WIDTH : 0;
    return { render: ({ kafkaPartition }) => String(kafkaPartition).padStart(width, '0') };
  }
  if (name === 'start_offset') return { offsetWidth: isPadded ? OFFSET_WIDTH : 0 };
  const unit = UNITS[value ?? ''];
  if (name === 'timestamp' && parameter === 'unit' && unit !== undefined) return timePart(unit, zone);
  if (name === 'utc_date') return timePart('yyyy-MM-dd', 'UTC');
  if (name === 'local_date') return timePart('yyyy-MM-dd', zone);
  throw new RangeError(
    `${text} is not supported: variables are topic, partition[:padding=true], start_offset[:padding=true], timestamp:unit=yyyy|MM|dd|HH and key`,
  );
};

const partsOf = (template: string, zone: string): readonly (Part | string)[] => {
  const parts: (Part | string)[] = [];
  let end = 0;
  for (const match of template.matchAll(VARIABLE)) {
    parts.push(template.slice(end, match.index), variable(match, zone));
    end = match.index + match[0].length;
  }
  return [...parts, template.slice(end)];
};

/** @throws RangeError when names would not be different. */
const isCompact = (names: ReadonlySet<string | undefined>): boolean => {
  if (names.has('key') && [...names].every((name) => name === 'key' || name === 'topic' || name === 'partition'))
    return true;
  const missing = ['topic', 'partition', 'start_offset'].filter((name) => !names.has(name));
  if (missing.length === 0) return false;
  throw new RangeError(
    `Variables ${missing.join(', ')} are missing: names need topic, partition and start_offset, or key without an offset and a timestamp`,
  );
};

/**
 * Compiles a template of object names; follows Aiven's `RecordGrouperFactory`.
 *
 * @param prefix stands before names, and may have variables of its own.
 * @throws RangeError when it has unknown variables, or not those without which names would not be different.
 */
export const parseNameTemplate = (prefix: string, template: string, zone: string): NameTemplate => {
  const names = new Set([...template.matchAll(VARIABLE)].map(([, name]) => name));
  const parts = partsOf(`${prefix}${template}`, zone);
  const widths = parts.flatMap((part) => (typeof part !== 'string' && 'offsetWidth' in part ? [part.offsetWidth] : []));
  return {
    usesTime: /\{\{\s*(timestamp|utc_date|local_date)/.test(`${prefix}${template}`),
    usesKey: names.has('key'),
    isCompact: isCompact(names),
    begin: (record, timeMs) =>
      parts
        .map((part) => {
          if (typeof part === 'string') return part;
          return 'render' in part ? part.render(record, timeMs) : OFFSET;
        })
        .join(''),
    complete: (begun, firstOffset) =>
      begun
        .split(OFFSET)
        .map((text, index) => (index === 0 ? text : String(firstOffset).padStart(widths[index - 1] ?? 0, '0') + text))
        .join(''),
  };
};
