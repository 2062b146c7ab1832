import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { atLeast, check, nonEmptyString, oneOfIgnoringCase } from '../../config/validators.ts';

const noSchema = check('not supported', (value) =>
  value === '' ? null : 'Schemas of your own are not supported: set quickstart to one of the built-in ones',
);

/** The keys of Confluent's DatagenConnector. */
export const datagenConfig = defineConfig({
  'kafka.topic': {
    type: 'STRING',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'Topic to write to.',
  },
  'max.interval': {
    type: 'LONG',
    default: 500,
    importance: 'HIGH',
    validator: atLeast(0),
    documentation: 'Longest pause between two records in milliseconds; the mean is half of it. 0 for no pause.',
  },
  iterations: {
    type: 'INT',
    default: -1,
    importance: 'HIGH',
    documentation: 'How many records a task makes before it idles; -1 for no end.',
  },
  'schema.string': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    validator: noSchema,
    documentation: 'An Avro schema to make records of, which is not supported.',
  },
  'schema.filename': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    validator: noSchema,
    documentation: 'A file with an Avro schema to make records of, which is not supported.',
  },
  'schema.keyfield': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: "Field of the value that becomes the key; by default the quickstart's own.",
  },
  quickstart: {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    validator: oneOfIgnoringCase('users', 'orders', 'pageviews', 'clickstream_users', 'stock_trades'),
    documentation: 'What the records are about.',
  },
  'random.seed': {
    type: 'LONG',
    default: null,
    importance: 'LOW',
    documentation: 'The same seed gives the same records; 0 when left out.',
  },
  'generate.timeout': {
    type: 'LONG',
    default: null,
    importance: 'LOW',
    documentation: 'Longest time to make one record in milliseconds.',
    ignored: 'records of the built-in quickstarts are made at once',
  },
});

export type DatagenConfig = ConfigOf<typeof datagenConfig>;
