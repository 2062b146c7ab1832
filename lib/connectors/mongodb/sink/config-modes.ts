import { defineConfig } from '../../../config/config-def.ts';
import { atLeast } from '../../../config/validators.ts';
import { classIn, enumerator, exactEnumerator, orEmpty, readable } from '../validators.ts';
import { CDC_HANDLERS } from './class-names.ts';
import { DEFAULT_DATE_FORMAT, parseDatePattern } from './date-pattern.ts';

const series = { type: 'STRING', default: '', importance: 'LOW', group: 'Time series', width: 'MEDIUM' } as const;

/** Errors, change events and time series. */
export const modesConfig = defineConfig({
  'mongo.errors.tolerance': {
    type: 'STRING',
    default: 'none',
    validator: enumerator('none', 'all', 'data'),
    importance: 'MEDIUM',
    documentation:
      'In place of errors.tolerance for what goes wrong in this connector: all and data pass over records that can’t be written. A deployment that can’t be reached is waited for under each.',
    group: 'Errors',
    width: 'SHORT',
    displayName: 'Error Tolerance',
  },
  'mongo.errors.log.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'In place of errors.log.enable for what goes wrong in this connector.',
    group: 'Errors',
    width: 'SHORT',
    displayName: 'Log Errors',
  },
  'change.data.capture.handler': {
    type: 'STRING',
    default: '',
    validator: orEmpty(classIn('change data capture handler', ...Object.keys(CDC_HANDLERS))),
    importance: 'LOW',
    documentation:
      'Takes records for change events of that kind and does what they say happened. Ids, write models and post processors then come from the events, not from this configuration.',
    group: 'Change Data Capture',
    width: 'MEDIUM',
    displayName: 'The CDC handler',
  },
  'timeseries.timefield': {
    ...series,
    documentation: 'Field that holds the time of a measurement. Collections are made as time series where it is set.',
    displayName: 'The field used for time.',
  },
  'timeseries.metafield': {
    ...series,
    documentation: 'Field that tells one series of measurements from another.',
    displayName: 'The field describing the series.',
  },
  'timeseries.expire.after.seconds': {
    ...series,
    type: 'LONG',
    default: 0,
    validator: atLeast(0),
    documentation: 'Seconds after which measurements are removed. Never when 0.',
    displayName: 'The amount of time in seconds that data will be kept before being automatically deleted.',
  },
  'timeseries.granularity': {
    ...series,
    validator: orEmpty(enumerator('seconds', 'minutes', 'hours')),
    documentation: 'How far apart measurements of a series are.',
    displayName: 'The expected interval between subsequent measurements for a time series.',
  },
  'timeseries.timefield.auto.convert': {
    ...series,
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether a time field that is a number (of milliseconds) or a text is made a date.',
    displayName: 'Convert the timeseries field to a BSON datetime type.',
  },
  'timeseries.timefield.auto.convert.date.format': {
    ...series,
    default: DEFAULT_DATE_FORMAT,
    validator: readable('A valid DateTimeFormatter pattern', parseDatePattern),
    documentation:
      'How such texts are written, in the letters of Java’s DateTimeFormatter: y, u, M, d, H, m, s, S, X and V. Without a zone they are in UTC.',
    displayName: 'The DateTimeFormatter pattern for the date.',
  },
  'timeseries.timefield.auto.convert.locale.language.tag': {
    ...series,
    validator: orEmpty(exactEnumerator('en', 'en-US', 'en-GB')),
    documentation: 'Language of such texts. No pattern that is supported has words, so English is all there is.',
    displayName: 'The DateTimeFormatter locale language tag to use.',
  },
});
