import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, check, nonEmptyString, oneOfIgnoringCase, uniqueList } from '../../../config/validators.ts';
import { authKeys } from '../auth-keys.ts';
import { addressKeys, connectionKeys, retryKeys } from '../connection-keys.ts';
import { httpUrl } from '../validators.ts';
import { isJsonPointer } from './json-pointer.ts';

const modes = ['SIMPLE_INCREMENTING', 'CHAINING', 'CURSOR_PAGINATION'] as const;

const pointer = check('a JSON pointer', (text) =>
  isJsonPointer(text) ? null : 'Give a JSON pointer (RFC 6901), such as /data/items; / and ~ in names are ~1 and ~0',
);

/** Keys that the HTTP sink does not have. */
const originalKeys = defineConfig({
  'oauth2.client.mode': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: oneOfIgnoringCase('header', 'url'),
    documentation: 'The HTTP source’s name of oauth2.client.auth.mode.',
    group: 'Authorization',
  },
  'https.ssl.enabled': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation: 'Whether connections use TLS.',
    group: 'Security',
    ignored: 'url says so, by https',
  },
  'sensitive.headers.list': {
    type: 'LIST',
    default: ['authorization'],
    importance: 'MEDIUM',
    documentation: 'Headers that may only be in http.request.sensitive.headers.',
    group: 'Connection',
    ignored: 'headers may be in either of the two keys',
  },
  'sensitive.headers.validation.enabled': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether sensitive.headers.list is looked at.',
    group: 'Connection',
    ignored: 'headers may be in either of the two keys',
  },
  'max.in.flight.requests': {
    type: 'INT',
    default: 10,
    importance: 'HIGH',
    documentation: 'How many requests may be under way at once.',
    group: 'Connection',
    ignored: 'a task has one request under way, to the entity that has waited longest',
  },
  'use.http.offset.json.pointer.as.string': {
    type: 'BOOLEAN',
    default: true,
    importance: 'HIGH',
    documentation: 'Whether an offset becomes a text before it is stored.',
    group: 'Offset',
    ignored: 'offsets are texts: what ${offset} becomes is the same',
  },
});

/** The keys of Confluent's HTTP source, and one of our own. */
export const httpSourceConfig = defineConfig({
  url: {
    type: 'STRING',
    importance: 'HIGH',
    validator: httpUrl,
    documentation: 'Address of the API. ${offset} and ${entityName} stand for where to read on and for what.',
    group: 'Connection',
    width: 'LONG',
    displayName: 'URL',
  },
  'entity.names': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    validator: uniqueList('entity names'),
    documentation:
      'What ${entityName} stands for in url, topic.name.pattern, parameters, headers and body. Each has its own offset; they are spread over the tasks.',
    group: 'Connection',
  },
  'topic.name.pattern': {
    type: 'STRING',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'Topic to write to; may contain ${entityName}.',
    group: 'Connection',
  },
  'http.request.method': {
    type: 'STRING',
    default: 'GET',
    importance: 'HIGH',
    validator: oneOfIgnoringCase('GET', 'POST'),
    documentation: 'Method of the requests.',
    group: 'Connection',
    recommender: { validValues: () => ['GET', 'POST'] },
  },
  'http.request.headers': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Headers of the requests, as name:value, separated by http.request.headers.separator.',
    group: 'Connection',
  },
  'http.request.headers.separator': {
    type: 'STRING',
    default: '|',
    importance: 'LOW',
    validator: nonEmptyString,
    documentation: 'What separates headers.',
    group: 'Connection',
  },
  'http.request.sensitive.headers': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Further headers, which nobody is shown.',
    group: 'Connection',
  },
  'http.request.parameters': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Parameters of the query, as name=value, not encoded, separated by http.request.parameters.separator. One that is ${offset} alone is left out while the offset is empty.',
    group: 'Connection',
  },
  'http.request.parameters.separator': {
    type: 'STRING',
    default: '&',
    importance: 'LOW',
    validator: nonEmptyString,
    documentation: 'What separates parameters.',
    group: 'Connection',
  },
  'http.request.body': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Body of the requests, with http.request.method=POST; JSON unless a header says otherwise.',
    group: 'Connection',
  },
  ...connectionKeys,
  'http.offset.mode': {
    type: 'STRING',
    default: 'SIMPLE_INCREMENTING',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase(...modes),
    documentation:
      'How ${offset} goes on: SIMPLE_INCREMENTING adds the number of records of each answer; CHAINING takes a field of the last record; CURSOR_PAGINATION takes what the answer calls the next page, which is asked for at once. After the last page, that page is asked for again and gives what was put at its end.',
    group: 'Offset',
    recommender: { validValues: () => modes },
  },
  'http.initial.offset': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'What ${offset} is in the first request. SIMPLE_INCREMENTING begins at 0 where it is empty.',
    group: 'Offset',
  },
  'http.offset.json.pointer': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: pointer,
    documentation: 'Where a record has the offset to go on from, with http.offset.mode=CHAINING.',
    group: 'Offset',
  },
  'http.next.page.json.pointer': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: pointer,
    documentation:
      'Where an answer has the offset of the next page, with http.offset.mode=CURSOR_PAGINATION; null, empty or missing on the last one.',
    group: 'Offset',
  },
  'http.response.data.json.pointer': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: pointer,
    documentation:
      'Where an answer has its records, the whole answer by default. A list is a record for each element, anything else is one record, null is none.',
    group: 'Response',
  },
  'http.response.value.format': {
    type: 'STRING',
    default: 'connect',
    importance: 'LOW',
    validator: oneOfIgnoringCase('connect', 'json'),
    documentation:
      'Whether values are maps, lists, texts and numbers without a schema, for a converter to write, or strings of JSON. No number is rounded.',
    internal: true,
  },
  'request.interval.ms': {
    type: 'INT',
    default: 15_000,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation: 'Pause between requests, in milliseconds. There is none before a next page that the API announced.',
    group: 'Connection',
  },
  'behavior.on.error': {
    type: 'STRING',
    default: 'fail',
    importance: 'LOW',
    validator: oneOfIgnoringCase('fail', 'ignore'),
    documentation:
      'What becomes of a request that fails for good: the task fails, or a line in the log says so and the same is asked for again after request.interval.ms. Nothing is skipped.',
    group: 'Connection',
  },
  ...retryKeys,
  ...authKeys,
  ...originalKeys,
  ...addressKeys,
});

export type HttpSourceConfig = ConfigOf<typeof httpSourceConfig>;
