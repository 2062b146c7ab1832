import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { oneOf, oneOfIgnoringCase } from '../../config/validators.ts';
import { ADJUSTMENT_MODES } from '../../formats/avro/name-adjuster.ts';
import { newStateKeys } from './new-record-state-config.ts';

/** The keys of Debezium's ExtractNewDocumentState. */
export const newDocumentStateConfig = defineConfig({
  ...newStateKeys,
  'route.by.field': {
    ...newStateKeys['route.by.field'],
    ignored: "The original lists it, but routes MongoDB's events nowhere else.",
  },
  'array.encoding': {
    type: 'STRING',
    default: 'array',
    importance: 'MEDIUM',
    width: 'SHORT',
    displayName: 'Array encoding',
    documentation:
      'What arrays become: array makes an array of one type, and fails where the elements are of several; document makes a struct with the fields _0, _1 and so on.',
    validator: oneOfIgnoringCase('array', 'document'),
  },
  'flatten.struct': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Flatten struct',
    documentation: 'Whether the fields of nested documents are lifted to the top, under their full names.',
  },
  'flatten.struct.delimiter': {
    type: 'STRING',
    default: '_',
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Delimiter for flattened struct',
    documentation: 'What stands between the names of outer and inner fields.',
  },
  'delete.tombstone.handling.mode.rewrite-with-id': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Rewrite delete records with id field',
    documentation: "Whether a rewritten deletion has the key's id as _id where the old document is not known.",
  },
  'field.name.adjustment.mode': {
    type: 'STRING',
    default: 'none',
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Field name adjustment',
    documentation:
      "How names of fields and structs are made to fit Avro: avro puts an underscore for what it does not allow, avro_unicode the character's code.",
    validator: oneOf(...ADJUSTMENT_MODES),
  },
});

export type NewDocumentStateConfig = ConfigOf<typeof newDocumentStateConfig>;
