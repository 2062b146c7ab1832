import { defineConfig } from '../../../../config/config-def.ts';
import { atLeast, oneOfIgnoringCase } from '../../../../config/validators.ts';
import { connectionKeys, retryKeys } from '../../connection-keys.ts';
import { httpUrl } from '../../validators.ts';

const nullValues = ['fail', 'log', 'ignore', 'delete'] as const;
const errors = ['fail', 'log', 'ignore'] as const;

/** What is asked of which API, and what becomes of its answers. */
export const requestKeys = defineConfig({
  'http.api.url': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    validator: httpUrl,
    documentation:
      'Where requests go. ${topic} and ${key} stand for the record’s topic and key, ${key.<field>} and ${<field>} for fields of key and value, by dots into nested ones.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'HTTP URL',
  },
  'request.method': {
    type: 'STRING',
    default: 'POST',
    importance: 'HIGH',
    validator: oneOfIgnoringCase('POST', 'PUT', 'PATCH', 'DELETE'),
    documentation: 'Method of the requests.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'Request Method',
  },
  'behavior.on.null.values': {
    type: 'STRING',
    default: 'ignore',
    importance: 'LOW',
    validator: oneOfIgnoringCase(...nullValues),
    documentation:
      'What a tombstone does: nothing, nothing but a line in the log, a DELETE request, or to count as an error. Where http.api.url has no key, the key is put behind its path for a DELETE.',
    group: 'Connection',
    recommender: { validValues: () => nullValues },
  },
  'behavior.on.error': {
    type: 'STRING',
    default: 'fail',
    importance: 'LOW',
    validator: oneOfIgnoringCase(...errors),
    documentation:
      'What becomes of records whose request fails for good. Where errors.tolerance=all or a dead letter queue has them reported, they are reported and the task goes on. Otherwise fail fails the task; log and ignore drop them. The error topic is told in any case.',
    group: 'Connection',
    recommender: { validValues: () => errors },
  },
  'report.errors.as': {
    type: 'STRING',
    default: 'error_string',
    importance: 'LOW',
    validator: oneOfIgnoringCase('error_string', 'http_response'),
    documentation: 'What the error topic is told: a sentence, or the API’s answer.',
    group: 'Connection',
    recommender: { validValues: () => ['error_string', 'http_response'] },
  },
  headers: {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'Headers of every request, as name:value, separated by header.separator.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'Headers',
  },
  'header.separator': {
    type: 'STRING',
    default: '|',
    importance: 'HIGH',
    documentation: 'What separates headers.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'Header Separator',
  },
  'sensitive.headers': {
    type: 'PASSWORD',
    default: '',
    importance: 'HIGH',
    documentation: 'Further headers, which nobody is shown.',
    internal: true,
  },
  'request.body.format': {
    type: 'STRING',
    default: 'string',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase('string', 'json'),
    documentation:
      'How values are written: as Java prints them, strings as they are; or as JSON, as JsonConverter has it.',
    group: 'Connection',
    recommender: { validValues: () => ['string', 'json'] },
  },
  ...connectionKeys,
  'regex.patterns': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation:
      'Regular expressions, of which every match in a record’s text is replaced; separated by regex.separator.',
    group: 'Regex',
    width: 'LONG',
    displayName: 'Regex Patterns',
  },
  'regex.replacements': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'What stands for these matches, one for each expression; separated by regex.separator.',
    group: 'Regex',
    width: 'LONG',
    displayName: 'Regex Replacements',
  },
  'regex.separator': {
    type: 'STRING',
    default: '~',
    importance: 'LOW',
    documentation: 'What separates expressions and replacements.',
    group: 'Regex',
    width: 'LONG',
    displayName: 'Regex Separator',
  },
  ...retryKeys,
  'batch.key.pattern': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation:
      'Records are put into one request only where this, filled in as http.api.url is, is the same for them.',
    group: 'Batching',
    width: 'LONG',
    displayName: 'Batch key pattern',
  },
  'batch.max.size': {
    type: 'INT',
    default: 1,
    importance: 'HIGH',
    validator: atLeast(1),
    documentation: 'The most records of one request. The default under Aiven’s class name is 500.',
    group: 'Batching',
    width: 'LONG',
    displayName: 'Maximum batch size',
  },
  'batch.prefix': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'What stands before the records of a request.',
    group: 'Batching',
    width: 'LONG',
    displayName: 'Batch prefix',
  },
  'batch.suffix': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'What stands behind them. The default under Aiven’s class name is a line break.',
    group: 'Batching',
    width: 'LONG',
    displayName: 'Batch suffix',
  },
  'batch.separator': {
    type: 'STRING',
    default: ',',
    importance: 'HIGH',
    documentation: 'What stands between them. The default under Aiven’s class name is a line break.',
    group: 'Batching',
    width: 'LONG',
    displayName: 'Batch separator',
  },
  'batch.json.as.array': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation:
      'Whether request.body.format=json puts the records of a request into an array, instead of prefix, suffix and separator.',
    group: 'Batching',
    width: 'LONG',
    displayName: 'Batch JSON as Array',
  },
});
