import type { ConnectRecord } from '../../connect/record.ts';
import type { Schema } from '../../connect/schema.ts';
import type { Transformation } from '../../connect/transformation.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { replaceField } from '../replace-field.ts';
import type { NewRecordStateConfig } from './new-record-state-config.ts';

/** Distinct lists to remember; a source has a few. */
const MAX_LISTS = 100;

const isStringList = (value: ConnectValue): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Removes fields from one side; the transformation of each list is made once. */
const dropper = (suffix: 'Key' | 'Value') => {
  const plugin = replaceField.find(({ className }) => className.endsWith(`$${suffix}`));
  const known = new Map<string, Transformation>();
  return <R extends ConnectRecord>(record: R, names: readonly string[]): R => {
    if (names.length === 0) return record;
    const exclude = names.join(',');
    const transformation = known.get(exclude) ?? plugin?.create({ exclude });
    if (transformation === undefined) return record;
    if (known.size >= MAX_LISTS) known.clear();
    known.set(exclude, transformation);
    return transformation.apply(record) ?? record;
  };
};

/** Removes the fields that a header lists, from the value and if wanted from the key. */
export const createDropFields = (config: NewRecordStateConfig): Transformation => {
  const headerName = config['drop.fields.header.name'] ?? '';
  const dropFromKey = dropper('Key');
  const dropFromValue = dropper('Value');
  const droppable = (schema: Schema | null, names: readonly string[]): readonly string[] => {
    if (!config['drop.fields.keep.schema.compatible'] || schema?.type !== 'STRUCT') return names;
    return schema.fields.filter((field) => field.schema.optional && names.includes(field.name)).map(({ name }) => name);
  };
  return {
    apply: (record) => {
      if (headerName.trim() === '') return record;
      const names = record.headers.find(({ key }) => key === headerName)?.value ?? null;
      if (!isStringList(names)) return record;
      const keyed =
        config['drop.fields.from.key'] && record.key !== null
          ? dropFromKey(record, droppable(record.keySchema, names))
          : record;
      return keyed.value === null ? keyed : dropFromValue(keyed, droppable(keyed.valueSchema, names));
    },
  };
};
