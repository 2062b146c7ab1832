import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { valuesEqual } from '../connect/equality.ts';
import type { Header } from '../connect/header.ts';
import { newRecord } from '../connect/record.ts';
import { arraySchema, OPTIONAL_STRING_SCHEMA } from '../connect/schema.ts';
import type { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { envelopeOf, structIn } from './debezium/envelope.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const headerName = (which: string) =>
  ({
    type: 'STRING',
    default: null,
    importance: 'LOW',
    width: 'LONG',
    displayName: `Header ${which} name.`,
    documentation: `Header to list the ${which === 'change' ? 'changed' : 'unchanged'} fields in; none if there is no name.`,
  }) as const;

const changedRecordStateConfig = defineConfig({
  'header.changed.name': headerName('change'),
  'header.unchanged.name': headerName('unchanged'),
});

type Names = readonly string[];

/** The fields of a row by whether a change changed them; none unless it was an update. */
const comparedFields = (event: Struct): { readonly changed: Names; readonly unchanged: Names } => {
  const [changed, unchanged]: [string[], string[]] = [[], []];
  const [before, after] = [structIn(event, 'before'), structIn(event, 'after')];
  if (before !== null && after !== null)
    for (const { name, index } of after.schema.fields) {
      const isSame = valuesEqual(after.values[index] ?? null, before.getWithoutDefault(name));
      (isSame ? unchanged : changed).push(name);
    }
  return { changed, unchanged };
};

/** Makes the header of that name; nothing for an empty name. */
const listHeader = (key: string | null): ((names: Names) => readonly Header[]) => {
  if (key === null || key.trim() === '') return () => [];
  const schema = arraySchema(OPTIONAL_STRING_SCHEMA, { optional: true, name: key });
  return (value) => [{ key, schema, value }];
};

const createExtractChangedRecordState = (config: ConfigOf<typeof changedRecordStateConfig>): Transformation => {
  const ofChanged = listHeader(config['header.changed.name']);
  const ofUnchanged = listHeader(config['header.unchanged.name']);
  return {
    apply: (record) => {
      const event = envelopeOf(record);
      if (event === undefined) return record;
      const { changed, unchanged } = comparedFields(event);
      return newRecord(record, { headers: [...record.headers, ...ofChanged(changed), ...ofUnchanged(unchanged)] });
    },
  };
};

/**
 * Follows `io.debezium.transforms.ExtractChangedRecordState`,
 * https://debezium.io/documentation/reference/stable/transformations/event-changes.html
 */
export const extractChangedRecordState = defineTransformation({
  className: 'io.debezium.transforms.ExtractChangedRecordState',
  version: DEBEZIUM_VERSION,
  documentation: 'Lists the fields that an update changed, and those that it did not, in headers.',
  configDef: changedRecordStateConfig,
  create: createExtractChangedRecordState,
});
